"""From a scanned text or a picture of a pack to what its code says."""
