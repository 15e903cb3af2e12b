"""A phone can keep the app on its home screen."""


def test_the_manifest_speaks_the_language_of_its_reader_and_its_icons_exist(newcomer):
    """Each icon is a picture of the size that the manifest says, and every page names the manifest."""
    visitor = newcomer()
    assert 'rel="manifest" href="/manifest.webmanifest"' in visitor.opens("/login").text
    answer = visitor.opens("/manifest.webmanifest", **{"Accept-Language": "ko"})
    assert (answer.mimetype, answer.json["lang"]) == ("application/manifest+json", "ko")
    assert "친구" in answer.json["description"]
    assert {icon["purpose"] for icon in answer.json["icons"]} == {"any", "maskable"}
    for icon in answer.json["icons"]:
        picture = visitor.opens(icon["src"]).data
        side = int(icon["sizes"].split("x")[0])
        assert picture.startswith(b"\x89PNG")
        assert (int.from_bytes(picture[16:20]), int.from_bytes(picture[20:24])) == (side, side)
