"""Stories in three stages, behind age verification."""
