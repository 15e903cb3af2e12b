"""The helper that runs, checks and shows the stages; no stage knows of it."""
