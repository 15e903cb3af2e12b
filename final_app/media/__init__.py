"""Pictures: checked by decoding, made anew without camera data, kept in three sizes."""
