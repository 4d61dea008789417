"""What the law asks of a political party: its grounds, the faults of a roll, and who of two parties keeps a member."""

from isonomia.rulebook.law import Law, Rule, Unknown

CHART, REMEDIES = "parties.steps", "parties.remedies"
GROUNDS = ("order_of_founding", "documents", "rolls", "other_law")
GIVEN_REMEDIES = ("court", "none")
SUSPENSIONS = ("breach_of_law", "against_statute", "calls_to_extremism", "too_few_members")
ENDS = (
    "own_decision",
    "members_proposed",
    "requirements_not_met",
    "breaches_not_ended",
    "against_statute",
    "unlawful_activity",
    "registration_invalid",
    "no_elections",
    "foreign_money",
    "not_registered_again",
    "other_law",
)
FOUNDING_ENDS = ("term_over", "group_decided")
SHORTFALL, BARRING = "shortfall", "barring"
"""What a ground may ask of the check of a roll: too few members, or one who may never be a member."""

TWICE, OTHER_PARTY, MISSING, ELSEWHERE, DEAD = "twice", "other_party", "missing", "elsewhere", "dead"
UNDER_AGE, NOT_CITIZEN, BARRED_SERVICE, WITHOUT = "under_age", "not_citizen", "barred_service", "without_application"
FAULTS = (TWICE, OTHER_PARTY, MISSING, ELSEWHERE, DEAD, UNDER_AGE, NOT_CITIZEN, BARRED_SERVICE, WITHOUT)
"""Why a line of a roll is not counted: twice in it, in another party's roll too, not in the register, registered
elsewhere, dead, under age, no citizen, in a service that bars membership, without an application of one's own."""

LATEST, NEITHER = "latest_counts", "none_counts"
BOTH_RULES = (LATEST, NEITHER)
CITIZENS_ONLY = "citizens_only"
LIFTED, STANDS = "lifted", "stands"
OUTCOMES = (LIFTED, STANDS)


def barring(law: Law) -> tuple[str, ...]:
    """The faults of a roll that may refuse a party whatever number of members is left; none where nothing is known.

    Law:
        parties.barring  faults that weigh by themselves
    """
    found = law.find("parties.barring")
    return found.value if isinstance(found, Rule) and isinstance(found.value, tuple) else ()


def membership(law: Law) -> tuple[Rule | Unknown, Rule | Unknown, Rule | Unknown]:
    """What a check of a roll asks of each member: the age, whether only citizens, and what of one in two parties.

    Law:
        parties.age          from which age, in whole years
        parties.citizens     whether only citizens may be members
        parties.two_parties  which of two memberships counts
    """
    return law.find("parties.age"), law.find("parties.citizens"), law.find("parties.two_parties")


def months_of_suspension(law: Law) -> tuple[int, int] | Unknown:
    """For how many months at least and at most the activity of a party may be suspended.

    Law:
        parties.suspended_least  at least
        parties.suspended_most   at most
    """
    least, most = law.find("parties.suspended_least"), law.find("parties.suspended_most")
    for found in (least, most):
        if isinstance(found, Unknown):
            return found
    return law.number("parties.suspended_least"), law.number("parties.suspended_most")
