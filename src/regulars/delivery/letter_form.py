"""Where things stand on a letter, so that its address shows in the window of its envelope. All in millimetres."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Area:
    """A rectangle on a sheet, from its top left corner."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge, from the sheet's left."""
        return self.left + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge, from the sheet's top."""
        return self.top + self.height


@dataclass(frozen=True, kw_only=True)
class Window:
    """An envelope's size, and its window: from the envelope's left and lower edge."""

    envelope: tuple[float, float]
    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, kw_only=True)
class Form:
    """One way to lay out a letter. `paper` is its size as CSS names it; it is folded first at `folds_at`, and the top third shows.

    `return_line` is where a line with the sender stands in the window, where that is the custom.
    """

    name: str
    paper: str
    sheet: tuple[float, float]
    folds_at: float
    window: Window
    address: Area
    most_lines: int
    body_top: float
    return_line: Area | None = None
    marks: tuple[float, ...] = ()

    @property
    def seen(self) -> Area:
        """What of the sheet shows in the window, however the sheet slides in its envelope."""
        window = self.window
        sideways, upwards = window.envelope[0] - self.sheet[0], window.envelope[1] - self.folds_at
        height = window.height - upwards
        return Area(window.left, self.folds_at - window.bottom - height, window.width - sideways, height)


# DIN 5008 form B on A4, in an envelope DL (DIN 680): window 20 mm from the left, 15 mm from below, 90 by 45.
DIN_5008_B = Form(
    name="DIN 5008 form B", paper="A4", sheet=(210, 297), folds_at=105,
    window=Window(envelope=(220, 110), left=20, bottom=15, width=90, height=45),
    address=Area(25, 62.7, 75, 27.3), most_lines=6, body_top=98.5,
    return_line=Area(25, 58.2, 75, 4), marks=(105, 148.5, 210),
)  # fmt: skip

# US letter in a number 10 window envelope: 7/8" from the left, 1/2" from below, 4 1/2" by 1 1/8"; 1/8" stays clear at the sides.
US_10 = Form(
    name="US number 10", paper="letter", sheet=(215.9, 279.4), folds_at=95.25,
    window=Window(envelope=(241.3, 104.775), left=22.225, bottom=12.7, width=114.3, height=28.575),
    address=Area(25.4, 64.5, 82.5, 17), most_lines=5, body_top=104,
)  # fmt: skip

US_PAPER = ("US", "CA", "MX", "PH", "CL", "CO", "CR", "GT", "PA", "SV", "VE")


def form_in(country: str) -> Form:
    """The form that paper and envelopes of a country (ISO 3166) are made for."""
    return US_10 if country in US_PAPER else DIN_5008_B
