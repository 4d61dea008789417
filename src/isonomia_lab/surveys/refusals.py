"""Why an estimate is published without an interval, in fixed words; and what is said beside one."""

from enum import StrEnum
from typing import Final

LEAST_DF, FEW_DF = 3, 8
LEAST_DOMAIN = 30
LARGEST_CV: Final = 0.30
LARGEST_DEFF = 4
MARGIN_MISSED: Final = 1e-8


class Refused(StrEnum):
    """Reasons that take the interval away."""

    NO_DESIGN = "no design known"
    NO_CLUSTER_COUNT = "no cluster count"
    FEW_DEGREES_OF_FREEDOM = "fewer than 3 degrees of freedom"
    SMALL_DOMAIN = "fewer than 30 effective answers in the domain"
    LARGE_VARIATION = "coefficient of variation above 30 %"
    MARGINS_MISSED = "margins not met"
    UNEVEN_WEIGHTS = "design effect of the weights above 4"
    NO_N = "no number of respondents"
    NOT_WHOLE = "shares do not sum to the whole"


class Told(StrEnum):
    """What is said beside an interval that stands."""

    QUOTAS = "quotas: the interval rests on a model"
    FEW_DEGREES_OF_FREEDOM = "fewer than 8 degrees of freedom"
