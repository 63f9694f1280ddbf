"""Find and repair what machine translation and page pipelines leave behind in articles."""
