"""Are saved pages of news read as well as they were? Pages of the measuring data, with floors."""
