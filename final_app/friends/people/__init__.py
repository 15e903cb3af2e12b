"""Lists of people, each with what they are to the user who looks."""
