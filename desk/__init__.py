"""The reviewer's desk: a web application on the records, for the people who read and judge the plans.

It knows no Prefect and looks into no file: what has to be read or judged is asked of functions that `flows` gives it.
"""
