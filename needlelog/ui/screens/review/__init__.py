"""Review: every signed session, what stands out, questions, countersigning, the trail."""
