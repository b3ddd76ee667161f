"""The zone maps on screen: painting, hit testing, the map widget and its panel."""
