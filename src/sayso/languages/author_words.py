"""The words by which pages name an author: labels before a name, names of desks, words that are no name.

In: nothing. Out: tables of lower-case words in the languages of the pages. What they decide is the business of `reading`.
"""

__all__ = ["AUTHOR_LABELS", "BY", "DESKS", "ENDS", "GENERIC", "NO_AUTHOR", "ROLES_BEFORE", "TITLES", "WRITTEN"]

#: What stands right before a name, and alone makes a line a byline only under a headline.
BY = ("by", "von", "por", "par", "di", "door", "da", "av")
#: What was done, before one of `BY`: "Written by", "Ein Artikel von".
WRITTEN = (
    *("written", "posted", "published", "reported", "authored", "submitted", "story", "report", "words", "text", "article"),
    *("geschrieben", "verfasst", "erstellt", "eingestellt", "gespeichert", "veröffentlicht", "gepostet", "aufgezeichnet"),
    *("ein artikel", "ein beitrag", "ein gastbeitrag", "ein text", "eine kolumne", "ein kommentar", "eine reportage"),
    *("blogbeitrag", "blog beitrag", "blog-beitrag", "beitrag", "artikel", "kolumne", "gastbeitrag", "interview"),
    *("écrit", "publié", "rédigé", "escrito", "publicado", "scritto", "pubblicato", "geschreven", "geplaatst"),
)
#: Labels that end with a colon: "Autor: …".
AUTHOR_LABELS = (
    *("author", "authors", "written by", "posted by", "text by", "words", "words by", "byline", "by"),
    *("autor", "autorin", "autoren", "autorinnen", "autor/in", "verfasser", "verfasserin", "text", "von", "herausgeber"),
    *("auteur", "auteurs", "auteur(s)", "par", "autore", "autrice", "autora", "redactor", "texto", "por", "testo"),
    *("geschrieben von", "verfasst von", "erstellt von", "ein beitrag von", "ein artikel von", "écrit par", "escrito por"),
)
#: Words that make a desk or a house of a name.
DESKS = frozenset(
    {
        *("redaktion", "redaktionsteam", "onlineredaktion", "newsdesk", "desk", "newsroom", "staff", "team", "editors"),
        *("editorial", "redacción", "redaccion", "redação", "redazione", "rédaction", "redactie", "agentur", "agenturen"),
        *("agency", "agencies", "agencia", "agence", "press", "news", "wire", "services", "service", "magazin", "magazine"),
        *("pressestelle", "presse", "verlag", "verband", "bundesverband", "stiftung", "foundation", "institut", "institute"),
        *("university", "universität", "ministerium", "ministry", "office", "online", "media", "medien", "blog", "zentrale"),
        *("verbraucherzentrale", "club", "verein", "group", "gruppe", "association", "committee", "times", "zeitung", "radio"),
    }
)
#: Words of links and labels that stand where a name would: never part of an author's name.
NO_AUTHOR = frozenset(
    {
        *(
            "alle",
            "all",
            "mehr",
            "more",
            "view",
            "show",
            "zeige",
            "zeigen",
            "afficher",
            "profil",
            "profile",
            "beiträge",
            "posts",
        ),
        *(
            "beitrag",
            "post",
            "artikel",
            "article",
            "articles",
            "autorenseite",
            "kommentare",
            "kommentar",
            "comments",
            "comment",
        ),
        *("share", "teilen", "folgen", "follow", "home", "kontakt", "contact", "impressum", "facebook", "twitter", "instagram"),
        *(
            "minuten",
            "minutes",
            "min",
            "read",
            "lesezeit",
            "lesedauer",
            "uhr",
            "updated",
            "aktualisiert",
            "published",
            "veröffentlicht",
        ),
        *("author", "autor", "autorin", "autoren", "authors", "byline", "written", "über", "about", "biografie", "newsletter"),
        *(
            "auteur",
            "login",
            "suche",
            "search",
            "geprüft",
            "eingetragen",
            "verfasst",
            "kategorie",
            "category",
            "tags",
            "abonnieren",
        ),
        *("benutzername", "username", "ort", "datum", "date"),
        *("unknown", "anonymous", "foto", "fotos", "photo", "photos", "bild", "quelle", "source", "weiterlesen", "website"),
    }
)
#: Titles before a name, which no comparison of names counts.
TITLES = frozenset(
    {"dr", "prof", "mag", "ing", "dipl", "phd", "msc", "bsc", "herr", "frau", "mr", "mrs", "ms", "sir", "dame", "med"}
)
#: Words after a name that begin something else.
ENDS = frozenset(
    {"am", "um", "vor", "on", "at", "ist", "is", "aus", "from", "publicado", "publié", "veröffentlicht", "published", "posted"}
)
#: Names of accounts that say nothing of who wrote.
GENERIC = frozenset(
    {"admin", "administrator", "webmaster", "user", "editor", "root", "wordpress", "wordpressadmin", "webadmin"}
)
#: What somebody is, written before the name.
ROLES_BEFORE = frozenset(
    {
        *("rechtsanwalt", "rechtsanwältin", "redakteur", "redakteurin", "chefredakteur", "chefredakteurin", "journalist"),
        *("journalistin", "korrespondent", "korrespondentin", "reporter", "reporterin", "gastautor", "gastautorin", "autor"),
        *("editor", "correspondent", "contributor", "columnist", "guest", "staff", "writer", "redactor", "periodista"),
    }
)
