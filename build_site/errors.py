"""The one hierarchy of errors: each says where, what, and the remedy."""


class VerbatimError(Exception):
    """Something that the user can put right. ``str()`` is a complete message: place, trouble, remedy."""


class InputError(VerbatimError):
    """An article that cannot be read; the others are not stopped by it unless ``--strict``."""


class CurationError(VerbatimError):
    """A curator's YAML file that is wrong, with file and line."""


class AbsentError(CurationError):
    """An entry of a curator about an article or an actor that the corpus does not hold, nor one alike."""


class OutputError(VerbatimError):
    """The site's files cannot be written."""
