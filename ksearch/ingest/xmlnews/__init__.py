"""Which articles does this feed, sitemap or document of a wire hold?"""
