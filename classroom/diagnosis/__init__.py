"""Find one cause for a check that fails, and the learner's line.

An exception is explained by a table. Anything else is found by comparing the learner's code with the reference: each
difference is undone on a copy, and the one without which the check passes is the cause. In a function that is written
in another way, smaller changes are tried (repairs.py, order.py, conditions.py): a statement, a part of an expression or
of a condition, another order. What makes the check pass is then put into words.

Where that says nothing certain, the check runs once more while the function is followed line by line (trace.py): what
it compared and looked up, which way it went and which condition decided it are facts, whatever the function looks like
(facts.py, paths.py, lost.py, raised.py).
"""

from classroom.diagnosis.case import Diagnosis
from classroom.diagnosis.diagnose import diagnose

__all__ = ["Diagnosis", "diagnose"]
