"""Which documents of GUM are held out.

In: nothing. Out: the names of GUM's own development part, as far as the genres at hand go: two documents of each. Every reader
of GUM uses this one list, so that a document held out for its tree is not trained on for its names.
"""

__all__ = ["GUM_HELD_OUT"]

#: `# newdoc id` of the documents that are never trained on; source: `splits.md` of the corpus.
GUM_HELD_OUT = (
    "GUM_academic_exposure",
    "GUM_academic_librarians",
    "GUM_bio_byron",
    "GUM_bio_emperor",
    "GUM_court_loan",
    "GUM_court_negligence",
    "GUM_interview_cyclone",
    "GUM_interview_gaming",
    "GUM_news_homeopathic",
    "GUM_news_iodine",
    "GUM_speech_impeachment",
    "GUM_speech_inauguration",
    "GUM_voyage_athens",
    "GUM_voyage_coron",
)
