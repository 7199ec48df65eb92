"""Generate a firm's social media handbook: a firm profile and a library of clauses become a site per firm."""

__version__ = "0.1.0"
