/* SPDX-License-Identifier: MIT */
/* From evidence to verdict: who decides, what contradicts, what stays open. No clock, no file, no luck. */
#include "decide.h"

#include <stdlib.h>
#include <string.h>

/* How far a finding of another observer than the explorer can be believed. */
enum weight {
    OPINION,           /* a report that can be wrong of a right program */
    HAPPENED,          /* the program did this */
    SEEN_BY_ASAN_ALONE /* it happened, and the explorer may be blind to it (sanitizers/explore/LIMITS.md) */
};

const char *rl_verdict_name(enum rl_verdict_kind kind)
{
    static const char *const names[RL_VERDICT_COUNT] = {"pass",          "unproven",     "fail",
                                                        "compile_error", "rejected",     "limit",
                                                        "unsupported",   "needs_review", "infra"};
    return names[kind];
}

int rl_verdict_status(enum rl_verdict_kind kind)
{
    static const int statuses[RL_VERDICT_COUNT] = {0, 0, 1, 1, 1, 1, 3, 3, 4};
    return statuses[kind];
}

const char *rl_axis_status_name(enum rl_axis_status status)
{
    static const char *const names[] = {"not_run", "pass", "fail"};
    return names[status];
}

static enum weight weigh(enum rl_watcher watcher, enum rl_hazard hazard)
{
    switch (hazard) {
    case RL_HAZARD_DATA_RACE:
    case RL_HAZARD_LOCK_ORDER:
    case RL_HAZARD_MISUSE:
        return OPINION;
    case RL_HAZARD_USE_AFTER_FREE:
    case RL_HAZARD_DOUBLE_FREE:
    case RL_HAZARD_OUT_OF_BOUNDS:
    case RL_HAZARD_UNDEFINED_BEHAVIOUR:
    case RL_HAZARD_MEMORY_LEAK:
        return watcher == RL_WATCH_ASAN ? SEEN_BY_ASAN_ALONE : HAPPENED;
    default:
        return HAPPENED;
    }
}

static bool same_text(const char *left, const char *right)
{
    return strcmp(left ? left : "", right ? right : "") == 0;
}

static bool same_place(const struct rl_place *left, const struct rl_place *right)
{
    return left->line == right->line && same_text(left->file, right->file);
}

/* Two sides in either order: which thread came first is luck. */
static bool alike(const struct rl_finding *left, const struct rl_finding *right)
{
    if (left->hazard != right->hazard || left->sides_len != right->sides_len ||
        !same_text(left->detail, right->detail))
        return false;
    if (left->sides_len == 2 && same_place(&left->sides[0].place, &right->sides[1].place) &&
        same_place(&left->sides[1].place, &right->sides[0].place))
        return true;
    for (size_t i = 0; i < left->sides_len; i++)
        if (!same_place(&left->sides[i].place, &right->sides[i].place))
            return false;
    return true;
}

/* Of findings that are alike the same one is shown in every run: the first by its own words. */
static bool comes_first(const struct rl_finding *left, const struct rl_finding *right)
{
    for (size_t i = 0; i < left->sides_len; i++) {
        const struct rl_side *a = &left->sides[i], *b = &right->sides[i];
        int order = strcmp(a->what ? a->what : "", b->what ? b->what : "");
        if (!order)
            order = strcmp(a->thread ? a->thread : "", b->thread ? b->thread : "");
        if (order)
            return order < 0;
    }
    return false;
}

static void add_finding(struct rl_verdict *verdict, enum rl_watcher watcher, const struct rl_finding *finding)
{
    for (size_t i = 0; i < verdict->findings_len; i++)
        if (alike(verdict->findings[i].finding, finding)) {
            if (verdict->findings[i].watcher == watcher && comes_first(finding, verdict->findings[i].finding))
                verdict->findings[i].finding = finding;
            return;
        }
    verdict->findings = rl_grow(verdict->findings, (verdict->findings_len + 1) * sizeof *verdict->findings);
    verdict->findings[verdict->findings_len++] = (struct rl_verdict_finding){watcher, finding};
}

/* A finding that the judge makes itself; the verdict owns it and its strings. */
static const struct rl_finding *make(struct rl_verdict *verdict, struct rl_finding values)
{
    struct rl_finding *finding = rl_alloc(sizeof *finding);
    *finding = values;
    verdict->made = rl_grow(verdict->made, (verdict->made_len + 1) * sizeof *verdict->made);
    verdict->made[verdict->made_len++] = finding;
    return finding;
}

static const struct rl_finding *forbid(struct rl_deciding *with, const struct rl_outcome *outcome)
{
    const struct rl_manifest_outcome *known = rl_manifest_outcome(with->manifest, outcome->text);
    if (known && known->class != RL_OUTCOME_FORBIDDEN)
        return NULL;
    struct rl_finding finding = {.hazard = RL_HAZARD_FORBIDDEN_OUTCOME,
                                 .detail = rl_text_copy(outcome->text),
                                 .schedule = rl_text_copy(outcome->schedule)};
    finding.words =
        known ? rl_text_format("The program can end with \"%s\". %s", outcome->text, known->reason)
              : rl_text_format("The program can end with \"%s\", which is not among the lab's outcomes.",
                               outcome->text);
    return make(with->verdict, finding);
}

static const struct rl_finding *demand(struct rl_deciding *with, const struct rl_demand *demand)
{
    struct rl_finding finding = {.hazard = RL_HAZARD_NOT_CONCURRENT, .detail = rl_text_copy(demand->name)};
    finding.sides = rl_alloc(sizeof *finding.sides);
    finding.sides_len = 1;
    finding.sides[0] = (struct rl_side){.what = rl_text_copy("demanded here"),
                                        .place = {rl_text_copy(demand->place.file), demand->place.line,
                                                  rl_text_copy(demand->place.function)}};
    if (demand->kind == RL_DEMAND_OVERLAP)
        finding.words = rl_text_format("%d threads must be able to be in \"%s\" at the same time, and in no "
                                       "interleaving are more than %d. "
                                       "Something makes them wait for each other: a lock that covers too "
                                       "much, or threads run one after the other.",
                                       demand->wanted, demand->name, demand->seen);
    else
        finding.words =
            rl_text_format("This must be possible, and no interleaving reaches it: %s.", demand->name);
    return make(with->verdict, finding);
}

/* Calls `visit` with all that an observer found, forbidden outcomes included. */
static void each_finding(struct rl_deciding *with, enum rl_watcher watcher,
                         void (*visit)(struct rl_deciding *with, enum rl_watcher watcher,
                                       const struct rl_finding *finding))
{
    const struct rl_watch *watch = &with->verdict->evidence.watch[watcher];
    for (size_t i = 0; i < watch->len; i++) {
        const struct rl_observation *run = &watch->runs[i];
        for (size_t j = 0; j < run->findings_len; j++)
            visit(with, watcher, &run->findings[j]);
        for (size_t j = 0; j < run->outcomes_len; j++) {
            const struct rl_finding *finding = forbid(with, &run->outcomes[j]);
            if (finding)
                visit(with, watcher, finding);
        }
    }
}

static void take_explored(struct rl_deciding *with, enum rl_watcher watcher, const struct rl_finding *finding)
{
    add_finding(with->verdict, watcher, finding);
}

/* A program that does not end is what it is on any machine: whether its processor time or the clock was up
 * first, and where its threads stood then, is luck, and stands under this_run. */
static const struct rl_finding *without_luck(struct rl_deciding *with, const struct rl_finding *finding)
{
    if (finding->hazard != RL_HAZARD_HANG || same_text(finding->detail, "all-threads-wait"))
        return finding;
    struct rl_finding hang = {
        .hazard = RL_HAZARD_HANG,
        .detail = rl_text_copy("no-end"),
        .words = rl_text_copy(
            "The program did not end, and the watchdog ended it: a loop waits for a change that does "
            "not come or that it does not see, or something waits for what does not happen.")};
    return make(with->verdict, hang);
}

static void take_other(struct rl_deciding *with, enum rl_watcher watcher, const struct rl_finding *finding)
{
    enum weight weight = weigh(watcher, finding->hazard);
    if (with->complete && weight == OPINION)
        return;
    if (weight == SEEN_BY_ASAN_ALONE || !with->explored || (!with->complete && weight == HAPPENED)) {
        add_finding(with->verdict, watcher, without_luck(with, finding));
    } else if (!with->conflict) {
        with->conflict = finding;
        with->conflict_of = watcher;
    }
}

static const struct rl_demand *most_seen(const struct rl_watch *watch, const struct rl_demand *wanted)
{
    const struct rl_demand *most = wanted;
    for (size_t i = 0; i < watch->len; i++)
        for (size_t j = 0; j < watch->runs[i].demands_len; j++) {
            const struct rl_demand *other = &watch->runs[i].demands[j];
            if (other->kind == wanted->kind && same_text(other->name, wanted->name) &&
                other->seen > most->seen)
                most = other;
        }
    return most;
}

/* The first demand that no scale step met; NULL: all were. */
const struct rl_demand *rl_decide_unmet(const struct rl_deciding *with)
{
    const struct rl_watch *watch = &with->verdict->evidence.watch[RL_WATCH_EXPLORE];
    for (size_t i = 0; i < watch->len; i++)
        for (size_t j = 0; j < watch->runs[i].demands_len; j++) {
            const struct rl_demand *most = most_seen(watch, &watch->runs[i].demands[j]);
            int wanted = most->kind == RL_DEMAND_OVERLAP ? most->wanted : 1;
            if (most->seen < wanted)
                return most;
        }
    return NULL;
}

static bool finding_of(const struct rl_verdict *verdict, enum rl_hazard hazard)
{
    for (size_t i = 0; i < verdict->findings_len; i++)
        if (verdict->findings[i].finding->hazard == hazard)
            return true;
    return false;
}

static void look_at_explorer(struct rl_deciding *with)
{
    struct rl_verdict *verdict = with->verdict;
    const struct rl_watch *watch = &verdict->evidence.watch[RL_WATCH_EXPLORE];
    with->explored = watch->len > 0;
    verdict->complete = watch->len > 0 && watch->len == watch->planned;
    for (size_t i = 0; i < watch->len; i++) {
        const struct rl_observation *run = &watch->runs[i];
        with->explored = with->explored && run->status == RL_RUN_OK;
        verdict->complete = verdict->complete && run->status == RL_RUN_OK && run->complete;
        verdict->executions += run->executions;
        if (run->model)
            verdict->model = run->model;
    }
    bool sequential = !verdict->model || strstr(verdict->model, "sequential consistency");
    with->complete = verdict->complete && (with->manifest->memory_model == RL_MODEL_SC || !sequential);
    each_finding(with, RL_WATCH_EXPLORE, take_explored);
    const struct rl_demand *missing = verdict->complete ? rl_decide_unmet(with) : NULL;
    if (missing && !finding_of(verdict, RL_HAZARD_NOT_CONCURRENT))
        add_finding(verdict, RL_WATCH_EXPLORE, demand(with, missing));
    with->explore_found = verdict->findings_len > 0;
}

static const struct rl_observation *run_of(const struct rl_deciding *with, enum rl_run_status status,
                                           enum rl_watcher *watcher)
{
    for (int i = 0; i < RL_WATCH_COUNT; i++) {
        const struct rl_watch *watch = &with->verdict->evidence.watch[i];
        for (size_t j = 0; j < watch->len; j++)
            if (watch->runs[j].status == status) {
                *watcher = (enum rl_watcher)i;
                return &watch->runs[j];
            }
    }
    return NULL;
}

/* An observer that broke, and that the verdict would have needed. */
static const char *broken(const struct rl_deciding *with, enum rl_watcher *watcher)
{
    for (int i = 0; i < RL_WATCH_COUNT; i++) {
        const struct rl_watch *watch = &with->verdict->evidence.watch[i];
        bool needed = !with->complete || i == RL_WATCH_ASAN || i == RL_WATCH_EXPLORE;
        *watcher = (enum rl_watcher)i;
        if (watch->built && !watch->available && i != RL_WATCH_EXPLORE && needed)
            return watch->why_not ? watch->why_not : "it cannot run here; `racelab doctor` says why";
        for (size_t j = 0; j < watch->len; j++)
            if (watch->runs[j].status == RL_RUN_INFRA && needed)
                return watch->runs[j].reason ? watch->runs[j].reason
                                             : "it failed; `racelab doctor` looks for the cause";
    }
    return NULL;
}

static void set(struct rl_verdict *verdict, enum rl_verdict_kind kind, char *reason)
{
    verdict->kind = kind;
    verdict->reason = reason;
}

/* The submission lacks a function that the lab's header promises: the linker's words, said in the lab's. */
static char *missing_function(const struct rl_manifest *manifest, const char *words)
{
    for (unsigned i = 0; words && i < manifest->functions_count; i++) {
        const char *name = manifest->functions[i];
        const char *forms[] = {"undefined reference to `%s'", "undefined reference to '%s'",
                               "undefined symbol: %s"};
        for (size_t j = 0; j < sizeof forms / sizeof *forms; j++) {
            char *form = rl_text_replace(forms[j], "%s", name);
            bool hit = strstr(words, form) != NULL;
            free(form);
            if (hit)
                return rl_text_format(
                    "it does not define %s(), which the lab asks for; keep the functions of %.*s.h", name,
                    (int)strlen(manifest->source) - 2, manifest->source);
        }
    }
    return NULL;
}

static char *said(const struct rl_observation *run, const char *otherwise)
{
    return rl_text_copy(run->reason && *run->reason ? run->reason : otherwise);
}

/* What an observer could not do because of the submission itself. */
static bool is_refused(struct rl_deciding *with)
{
    enum rl_watcher watcher;
    const struct rl_observation *run = run_of(with, RL_RUN_REJECTED, &watcher);
    if (run) {
        set(with->verdict, RL_VERDICT_REJECTED, said(run, "it defines or imports what it must not"));
        return true;
    }
    run = run_of(with, RL_RUN_COMPILE_ERROR, &watcher);
    if (run) {
        char *missing = missing_function(with->manifest, run->compiler_output);
        bool bare =
            run->reason && rl_text_ends(run->reason, " does not compile"); /* the headline says that */
        const char *words = "the compiler's words say why";
        set(with->verdict, RL_VERDICT_COMPILE_ERROR,
            missing ? missing
            : bare  ? rl_text_copy(words)
                    : said(run, words));
        return true;
    }
    return false;
}

char *rl_decide_nothing_found(const struct rl_deciding *with)
{
    const struct rl_verdict *verdict = with->verdict;
    if (with->explored)
        return rl_text_format(
            "nothing found in %lu executions of the explorer and %zu runs; its search is not complete",
            verdict->executions, with->runs);
    return rl_text_format("nothing found in %zu runs; without the explorer that is no proof", with->runs);
}

static void choose_kind(struct rl_deciding *with)
{
    struct rl_verdict *verdict = with->verdict;
    enum rl_watcher watcher = RL_WATCH_EXPLORE;
    const char *why = with->explore_found ? NULL : broken(with, &watcher);
    const struct rl_observation *run;
    if (is_refused(with))
        return;
    if (why)
        set(verdict, RL_VERDICT_INFRA, rl_text_format("%s: %s", rl_watcher_name(watcher), why));
    else if (verdict->findings_len > 0)
        set(verdict, RL_VERDICT_FAIL, NULL);
    else if ((run = run_of(with, RL_RUN_LIMIT, &watcher)))
        set(verdict, RL_VERDICT_LIMIT,
            rl_text_format("%s: %s", rl_watcher_name(watcher),
                           run->reason ? run->reason : "it exceeded a limit"));
    else if (with->conflict)
        set(verdict, RL_VERDICT_NEEDS_REVIEW,
            rl_text_format("%s saw %s, and the explorer, %s, found nothing; a person must look",
                           rl_watcher_name(with->conflict_of), rl_hazard_name(with->conflict->hazard),
                           verdict->complete ? "which covered every interleaving"
                                             : "whose search is not complete"));
    else if (with->complete)
        set(verdict, RL_VERDICT_PASS, NULL);
    else if ((run = run_of(with, RL_RUN_UNSUPPORTED, &watcher)))
        set(verdict, RL_VERDICT_UNSUPPORTED,
            rl_text_format("%s: %s", rl_watcher_name(watcher),
                           run->reason ? run->reason : "it cannot model this"));
    else
        set(verdict, RL_VERDICT_UNPROVEN, rl_decide_nothing_found(with));
}

static int by_rank(const void *left, const void *right)
{
    const struct rl_verdict_finding *a = left, *b = right;
    int ranks = rl_hazard_rank(a->finding->hazard) - rl_hazard_rank(b->finding->hazard);
    if (ranks || a->watcher != b->watcher)
        return ranks ? ranks : (int)a->watcher - (int)b->watcher;
    const struct rl_side *x = a->finding->sides, *y = b->finding->sides;
    int order = a->finding->sides_len && b->finding->sides_len
                    ? strcmp(x->place.file ? x->place.file : "", y->place.file ? y->place.file : "")
                    : 0;
    if (!order && a->finding->sides_len && b->finding->sides_len)
        order = x->place.line - y->place.line;
    return order ? order
                 : strcmp(a->finding->detail ? a->finding->detail : "",
                          b->finding->detail ? b->finding->detail : "");
}

void rl_verdict_decide(const struct rl_manifest *manifest, struct rl_evidence *evidence,
                       struct rl_verdict *out)
{
    *out = (struct rl_verdict){.evidence = *evidence};
    *evidence = (struct rl_evidence){0};
    struct rl_deciding with = {.manifest = manifest, .verdict = out};
    for (int i = RL_WATCH_TSAN; i < RL_WATCH_COUNT; i++)
        with.runs += out->evidence.watch[i].len;
    look_at_explorer(&with);
    for (int i = RL_WATCH_TSAN; i < RL_WATCH_COUNT && !with.explore_found; i++)
        each_finding(&with, (enum rl_watcher)i, take_other);
    choose_kind(&with);
    if (out->kind != RL_VERDICT_FAIL)
        out->findings_len = 0; /* of infra and the like nothing is held against the program */
    if (out->findings_len > 1)
        qsort(out->findings, out->findings_len, sizeof *out->findings, by_rank);
    rl_decide_axes(&with);
}
