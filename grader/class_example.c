/* SPDX-License-Identifier: MIT */
/* The course.yaml that an instructor begins with. */
#include "class.h"

#include <stdlib.h>

static const char head[] =
    "# A class: which labs are handed in, by whom, and how they are graded.\n"
    "#\n"
    "#   racelab handout THIS HANDOUT       makes what learners get\n"
    "#   racelab grade --course THIS --dry-run       checks all that can be checked before somebody hands "
    "in\n"
    "#   racelab grade --course THIS SUBMISSIONS     grades: one folder a learner, "
    "SUBMISSIONS/LEARNER/counter.c\n"
    "#                                               or SUBMISSIONS/LEARNER/counter-lost-update/counter.c\n"
    "#   racelab review STORE               walks what needs a person\n"
    "format: 1\n"
    "title: Concurrency in C\n"
    "\n"
    "labs:                        # `racelab list` names them all\n";

static const char tail[] =
    "\n"
    "# Who is in the class. Without either, every folder in SUBMISSIONS is a learner.\n"
    "# roster: roster.csv         # a line a learner: the folder's name, then (if you like) the person's\n"
    "# learners: [ann, bob]\n"
    "\n"
    "options:\n"
    "  feedback: full             # what learners are told: full | hints | verdict\n"
    "  require_complete: no       # yes: where not every interleaving could be run, a person gives the mark\n"
    "  # jobs: 2                  # submissions at a time; without it one a processor\n"
    "  # labs: my-labs            # a folder of your own labs, which come before racelab's\n"
    "  # isolation: [files, network, processes, calls]      # what must be kept from submissions; else "
    "nothing is run\n";

char *rl_class_example(const struct rl_list *labs)
{
    struct rl_text text = RL_TEXT_INIT;
    rl_text_add(&text, head);
    for (size_t i = 0; i < labs->length; i++)
        rl_text_addf(
            &text,
            "  - lab: %s\n"
            "    points: 10\n"
            "    # due: 2026-12-01 23:59 +01:00     # later files are marked as late; their points stay\n",
            labs->items[i]);
    rl_text_add(&text, tail);
    return rl_text_take(&text);
}
