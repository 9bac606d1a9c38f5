"""A second reader: a language model, or a person, that reads an article beside the rules and must show its sentence.

`prompt.py` what is asked, `parts.py` long articles in overlapping parts, `answers.py` what came back, `ground.py` which of
it the article bears out, `merge.py` two readers' facts as one record. `client.py` and `ask.py` speak to a server,
`batch.py` writes and reads the same requests and answers as files. A model's word is never a fact by itself: only what
`ground.py` lets through is stored, with the sentence that shows it.
"""
