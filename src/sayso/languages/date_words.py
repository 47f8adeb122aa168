"""The words that pages date themselves with: months, zones, and the verbs that say published or changed.

In: nothing. Out: tables of lower-case words. Abbreviated months have no stop; a zone abbreviation that means two zones
in use on news pages (CST, IST) is left out, so that it is read as no zone rather than a wrong one.
"""

from types import MappingProxyType

__all__ = ["AFTERNOON", "CHANGED", "MONTHS", "PUBLISHED", "WEEKDAYS", "ZONES"]

_MONTHS = {
    1: "january jan januar jänner jän janvier janv enero ene gennaio gen janeiro januari stycznia",
    2: "february feb februar feber février fevrier févr febrero febbraio febr fevereiro fev februari lutego",
    3: "march mar märz maerz mär mrz mars marzo março marco maart mrt marca",
    4: "april apr avril avr abril abr aprile kwietnia",
    5: "may mai mayo maggio mag maio mei maja",
    6: "june jun juni juin junio giugno giu junho czerwca",
    7: "july jul juli juillet juil julio luglio lug julho lipca",
    8: "august aug août aout agosto ago augustus sierpnia",
    9: "september sept sep septembre septiembre setiembre settembre set setembro września",
    10: "october oct oktober okt octobre octubre ottobre ott outubro out października",
    11: "november nov novembre noviembre novembro listopada",
    12: "december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro grudnia",
}
#: Month names of English, German, French, Spanish, Italian, Portuguese, Dutch and Polish pages.
MONTHS = MappingProxyType({name: number for number, names in _MONTHS.items() for name in names.split()})
WEEKDAYS = frozenset(
    word
    for words in (
        "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun",
        "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag mo di mi do fr sa so",
        "lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miércoles jueves viernes sábado domingo",
    )
    for word in words.split()
)
AFTERNOON = frozenset({"pm", "p.m.", "p.m", "pm."})
_ZONES = {
    "Z": "z utc gmt wet uct",
    "+01:00": "bst cet mez west wat",
    "+02:00": "cest mesz eet sast cat",
    "+03:00": "eest msk idt eat trt",
    "+03:30": "irst",
    "+04:00": "gst",
    "+04:30": "irdt",
    "+05:00": "pkt",
    "+05:45": "npt",
    "+07:00": "wib ict",
    "+08:00": "hkt sgt pht awst",
    "+09:00": "jst kst",
    "+09:30": "acst",
    "+10:00": "aest",
    "+11:00": "aedt",
    "+12:00": "nzst",
    "+13:00": "nzdt",
    "-02:30": "ndt",
    "-03:00": "adt brt art",
    "-03:30": "nst",
    "-04:00": "edt",
    "-05:00": "est cdt",
    "-06:00": "mdt",
    "-07:00": "mst pdt",
    "-08:00": "pst akdt",
    "-09:00": "akst",
    "-10:00": "hst",
}
#: Abbreviations of zones, as offsets.
ZONES = MappingProxyType({name: offset for offset, names in _ZONES.items() for name in names.split()})
#: A date after one of these is when the copy was changed, never when it was published.
CHANGED = frozenset(
    {
        *("updated", "update", "modified", "changed", "edited", "revised", "corrected", "reviewed"),
        *("aktualisiert", "geändert", "bearbeitet", "stand", "korrigiert", "zuletzt"),
        *("modifié", "actualisé", "actualizado", "modificado", "aggiornato", "atualizado", "bijgewerkt"),
    }
)
#: A date right after one of these is when the copy was published.
PUBLISHED = frozenset(
    {
        *("published", "posted", "created", "publication", "publicized"),
        *("veröffentlicht", "veröffentlichung", "publiziert", "erschienen", "erstellt", "erstellungsdatum", "eingestellt"),
        *("veröffentlichungsdatum", "erscheinungsdatum", "publikationsdatum"),
        *(
            "publié",
            "publiée",
            "publication",
            "publicado",
            "publicada",
            "pubblicato",
            "pubblicata",
            "gepubliceerd",
            "geplaatst",
        ),
    }
)
