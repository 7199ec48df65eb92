"""The facts that the program itself reads, beside those that texts and conditions read."""

from typing import Final

FIRM_NAME: Final = "firm.name"
FIRM_SIZE: Final = "firm.size"
COUNTRY: Final = "firm.country"
PROFESSIONS: Final = "profession.kinds"
GO_TO: Final = "people.go_to"
ACCOUNTABLE: Final = "people.owner"
REVIEW_MONTHS: Final = "governance.review_months"
RISKS: Final = "risks"
CHANNELS: Final = "channels"
USES: Final = "goals.uses"
MAIN_GOAL: Final = "goals.main_goal"
VOICE: Final = "stance.voice"
TRIAL_UNTIL: Final = "stance.observe_until"
STATUS: Final = "document.status"
VERSION: Final = "document.version"
EFFECTIVE: Final = "document.effective"
APPROVED_BY: Final = "document.approved_by"
COLOUR: Final = "brand.colour"
LOGO: Final = "brand.logo"
SITE_ADDRESS: Final = "site.address"
FEEDBACK_FORM: Final = "site.feedback_form"
ACKNOWLEDGEMENT: Final = "document.acknowledgement"
ACKNOWLEDGE_FORM: Final = "site.acknowledge_form"

PROGRAM_FACTS: Final = frozenset(
    {
        FIRM_NAME,
        FIRM_SIZE,
        COUNTRY,
        PROFESSIONS,
        GO_TO,
        ACCOUNTABLE,
        REVIEW_MONTHS,
        RISKS,
        STATUS,
        VERSION,
        EFFECTIVE,
        APPROVED_BY,
        COLOUR,
        LOGO,
        SITE_ADDRESS,
    }
)

OPTIONAL_FACTS: Final = frozenset(
    {
        CHANNELS,
        USES,
        MAIN_GOAL,
        VOICE,
        TRIAL_UNTIL,
        FEEDBACK_FORM,
        ACKNOWLEDGEMENT,
        ACKNOWLEDGE_FORM,
    }
)
"""Facts that figures, made pages and the end of each page read when a library has them."""

YEARS: Final = range(1900, 2200)
"""What a handbook can speak of; a year with other digits than four is written nowhere alike."""

FOR_PUBLISHERS: Final = ("proposal_", "portal_", "handover_")
"""What the phrases begin with that no reader of a handbook meets."""
