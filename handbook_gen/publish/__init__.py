"""Publish a firm: all its releases side by side, built from the frozen files alone."""

from handbook_gen.publish.cloud import is_address, require_store, send
from handbook_gen.publish.site import (
    ENGINE,
    HOSTING,
    Plan,
    Published,
    publish_site,
    remember_sent,
    sent_before,
)
from handbook_gen.publish.versions import folder_problems

__all__ = [
    "ENGINE",
    "HOSTING",
    "Plan",
    "Published",
    "folder_problems",
    "is_address",
    "publish_site",
    "remember_sent",
    "require_store",
    "send",
    "sent_before",
]
