"""Run, check and explain the stages; no stage imports this package."""
