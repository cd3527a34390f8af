"""Her2dash: questionnaires and a live dashboard for a pre/post imaging study."""
