"""One page of every kind that a handbook has: a list that a test keeps complete."""

from typing import Final

FIRST: Final = "staff/nl/index.html"
CLAUSES: Final = "staff/nl/privacy/photos.html"
AID: Final = "staff/nl/tools/may-i-post.html"

KINDS: Final = {
    "first page": FIRST,
    "clauses": CLAUSES,
    "clauses that may be left": "control/nl/people/monitoring.html",
    "section": "staff/nl/privacy/index.html",
    "pocket card": "staff/nl/pocket-card.html",
    "from A to Z": "staff/nl/a-z.html",
    "accessibility": "staff/nl/accessibility.html",
    "about": "staff/nl/about.html",
    "clauses about a channel": "staff/nl/privacy/chat.html",
    "role": "staff/nl/roles/registered.html",
    "every rule": "staff/nl/all-rules.html",
    "people": "staff/nl/who-to-ask.html",
    "glossary": "staff/nl/glossary.html",
    "own page": "staff/nl/strategy/our-year.html",
    "flow": AID,
    "quiz": "staff/nl/tools/quiz.html",
    "form": "staff/nl/tools/client-permission.html",
    "steps with a clock": "staff/nl/tools/breach-clock.html",
    "table to decide by": "control/nl/tools/crisis-matrix.html",
    "list with a score": "control/nl/tools/new-channel.html",
    "register to fill in": "control/nl/tools/account-register.html",
    "first page of the control book": "control/nl/index.html",
    "duties": "control/nl/duties.html",
    "duties on a page": "control/nl/governance/organisation.html",
    "channel sheet": "control/nl/channels/facebook.html",
    "risk map": "control/nl/risks/risk-register.html",
    "who decides": "control/nl/governance/approval.html",
    "calendar": "control/nl/people/training-and-review.html",
    "channel fit": "control/nl/strategy/channels.html",
    "cycle": "control/nl/strategy/strategy-cycle.html",
    "readers": "control/nl/strategy/uses.html",
    "sources": "control/nl/sources.html",
    "law by rule": "control/nl/law-by-rule.html",
    "deviations": "control/nl/deviations.html",
    "open questions": "control/nl/open-questions.html",
}
