"""From a document and rules to a plan: what is heard, chosen, applied, put back, worded."""
