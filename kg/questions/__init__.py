"""Named questions: every answer carries its proof (`docs/questions.md`)."""

from kg.questions.answer import Answer, Row
from kg.questions.asker import Asker
from kg.questions.header import Parameter, Question, question, questions
from kg.questions.neighbourhood import Neighbourhood

__all__ = ["Answer", "Asker", "Neighbourhood", "Parameter", "Question", "Row", "question", "questions"]
