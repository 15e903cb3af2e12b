"""Find one cause for a check that fails, and the learner's line.

An exception is explained by a table. Anything else is found by comparing the learner's code with the reference: each
difference is undone on a copy, and the one without which the check passes is the cause. It is then put into words.
"""

from classroom.diagnosis.case import Diagnosis
from classroom.diagnosis.case import diagnose

__all__ = ["Diagnosis", "diagnose"]
