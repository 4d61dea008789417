"""Why an estimate is published without an interval, in fixed words; and what is said beside one."""

from enum import StrEnum
from typing import Final

LEAST_DF, FEW_DF = 3, 8
LEAST_DOMAIN = 30
LARGEST_CV: Final = 0.30
LARGEST_DEFF = 4


class Refused(StrEnum):
    """Reasons that take the interval away."""

    FEW_DEGREES_OF_FREEDOM = "fewer than 3 degrees of freedom"
    SMALL_DOMAIN = "fewer than 30 effective answers in the domain"
    LARGE_VARIATION = "coefficient of variation above 30 %"
    UNEVEN_WEIGHTS = "design effect of the weights above 4"


class Told(StrEnum):
    """What is said beside an interval that stands."""

    QUOTAS = "quotas: the interval rests on a model"
    FEW_DEGREES_OF_FREEDOM = "fewer than 8 degrees of freedom"
