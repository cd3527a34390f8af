"""Result in, plotly figure out: drawing and wording, no arithmetic of the study's numbers."""
