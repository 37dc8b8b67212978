"""The database side of a split: schemas, views, users and grants as data, and as SQL that people can review.

Pure: facts, decisions and the text of stored routines come in, an organisation and the text of files go out.
"""
