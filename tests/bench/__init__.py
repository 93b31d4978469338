"""How fast, how large? ksearch beside other engines, in the same run on the same machine.

    python -m tests.bench [--corpus FILE] [--peers ksearch,tantivy,...] [--scale N] [--rounds K]
                          [--results FILE]

Each engine lives in a process of its own; queries go to them in turn, a few at a time, so that
whatever else the machine does hits all alike. The benchmarks are in ``benchmarks``, and say which
question they answer; what has been measured is kept in ``results``.
"""
