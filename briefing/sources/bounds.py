"""The bounds on what comes in. Everything from outside is hostile until it is an Article."""

#: Characters of one article. The longest newspaper series are near 200,000.
MAX_TEXT = 500_000
#: Bytes of a file that is read whole: a PDF, a Word file, a page, a mail.
MAX_FILE = 64_000_000
#: Bytes of a plain text file: four a character at most.
MAX_TEXT_FILE = 20_000_000
#: Bytes of one web page.
MAX_PAGE = 10_000_000
#: Tags of one web page: a live report of a whole day has some 20,000; each costs up to 50 microseconds.
MAX_TAGS = 200_000
#: Characters of one tag from which its attributes are counted, and how many it may have: each is compared with each.
LONG_TAG, MAX_ATTRIBUTES = 16_000, 4_000
#: Bytes of one line of JSONL.
MAX_LINE = 20_000_000
#: Of a zip: members, bytes unpacked in all, how many times smaller it may be packed, zips within zips.
MAX_MEMBERS = 20_000
MAX_UNPACKED = 1_000_000_000
MAX_RATIO = 200
MAX_NESTING = 3
#: Pages of a PDF that are read.
MAX_PAGES = 2_000
#: Files under one folder.
MAX_FILES = 200_000
#: Bytes, or characters, up to which an input is read where it is; larger ones in a process that can be ended.
SMALL = 64_000
