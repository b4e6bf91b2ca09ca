"""What summaries are worth: the support check scored on labelled sentences, and each mode over the gold questions."""
