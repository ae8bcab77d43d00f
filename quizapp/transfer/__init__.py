"""Files and the browser: what differs and in which direction, conflicts, downloads and uploads."""
