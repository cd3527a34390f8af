"""What somebody looked at, in words: the access log keeps the short names that the actions gave it."""

from __future__ import annotations

from her2dash.i18n import N_
from her2dash.ui.reader import Reader

_PLACES = {
    "worklist": N_("the work-list"),
    "patients": N_("the list of patients"),
    "endpoints": N_("the endpoints"),
    "queries": N_("answers that do not fit together"),
    "deviations": N_("deviations and queries"),
    "owed": N_("forms that others owe"),
    "releasable": N_("what is ready to release"),
    "reports": N_("the reports"),
    "analysis data": N_("the analysis data set"),
    "audit trail": N_("the audit trail"),
    "audit trail as a file": N_("the audit trail, as a file"),
    "access log": N_("the access log"),
    "access log as a file": N_("the access log, as a file"),
}

# How a look at one patient ends, the longest first; its name after a number, and after number and form.
_OF_PATIENT = {
    " inquiries": (
        N_("patient {number}, questions about answers"),
        N_("patient {number}, questions about “{form}”"),
    ),
    " as a file": ("", N_("patient {number}, “{form}” as a file")),
    " file": (N_("patient {number}, the patient's page"), ""),
    "": ("", N_("patient {number}, “{form}”")),
}


def looked_at(reader: Reader, subject: str) -> str:
    """Return a subject of the access log in the reader's words; one that is none of ours as it stands."""
    if subject in _PLACES:
        return reader.words(_PLACES[subject])
    forms = [row.form for row in reader.study.schedule]
    for ending, (of_patient, of_form) in _OF_PATIENT.items():
        if not subject.endswith(ending):
            continue
        rest = subject.removesuffix(ending)
        number, _, form = rest.rpartition(" ")
        if of_form and form in forms:
            return reader.words(of_form, number=number, form=reader.form_title(form))
        if of_patient:
            return reader.words(of_patient, number=rest)
    return subject
