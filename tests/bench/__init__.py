"""How fast, how large? ksearch beside other engines, in the same run on the same machine.

    python -m tests.bench [--corpus FILE] [--peers ksearch,tantivy,...] [--rows 1,2,...]
                          [--scale N] [--rounds K] [--folder FOLDER] [--results FILE]

Each engine lives in a process of its own; queries go to them in turn, a few at a time, so that
whatever else the machine does hits all alike. With ``--folder`` a comparison can be made in
stages: what an earlier run has left complete there is not made again, but for ksearch's index. The
benchmarks are in ``benchmarks``, and say which question they answer; what has been measured is kept
in ``results``.
"""
