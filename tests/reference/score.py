#!/usr/bin/env python3
# The reference scorer that came with the development set, kept unchanged below this line: the tables of `cleanup eval` are tested against it.
"""Score a cleanup tool on the labelled set. Standard library only; knows nothing about the tool.

1. From prediction files (JSONL keyed by id):
     python3 score.py --fix fix.jsonl --findings findings.jsonl
   fix.jsonl       {"id": "...", "output": "text after automatic (safe) fixes", "output_all": "text after safe+proposed fixes (optional)"}
   findings.jsonl  {"id": "...", "findings": [{"start": 0, "end": 5, "severity": "warning", "family": "optional", "tier": "optional", "fixable": optional bool}]}
   Offsets are Unicode code points in the *input*.
2. From commands (one process per text; {file} = temp file with the text, {lang}, {id}; without {file} the text goes to stdin):
     --fix-cmd 'cleanup fix --lang {lang} {file}' [--fix-all-cmd '...'] [--check-cmd 'cleanup check --json {file}']
   The fix commands print the text; the check command prints a JSON list of findings, an object with a "findings" list, or JSON lines.
3. From a Python callable: --callable package.module:function, called as function(text, lang) and returning
     {"output": str, "output_all": str (optional), "findings": [...]}
--emit FILE writes every input as {"id","lang","text"} and stops. Ids ending in "#exp" are the expected repairs, to be left alone.
--dump PREFIX saves PREFIX.fix.jsonl and PREFIX.findings.jsonl after 2 or 3.   --list N prints N failing items per table.
"""
import argparse, collections, glob, importlib, json, os, re, shlex, subprocess, sys, tempfile
HERE = os.path.dirname(os.path.abspath(__file__))
BAD = {'error', 'warning', 'warn', 'critical', 'fatal', 'high', 'medium'}

def load(p):
    with open(p, encoding='utf-8') as f:
        return [json.loads(l) for l in f if l.strip()]

def lenient(s):
    """Ignore the kind of no-break space, blank space at line ends, and extra blank lines."""
    s = s.replace('\u00a0', ' ').replace('\u202f', ' ').replace('\r\n', '\n')
    s = re.sub(r'[ \t]+\n', '\n', s)
    s = re.sub(r'\n{3,}', '\n\n', s)
    return s.strip()

def outcome(d, out):
    """per-edit result list, collateral flag. An edit is fixed, same or other; collateral = something outside the gold spans changed."""
    sp = lambda s: s.replace('\u00a0', ' ').replace('\u202f', ' ')
    t, o = sp(d['input']), sp(out).strip()
    pat, pos, names = [], 0, []
    for k, e in enumerate(d['edits']):
        pat.append(re.escape(t[pos:e['start']]))
        acc = sorted({sp(x) for x in e['accept']}, key=len, reverse=True)
        pat.append('(?:(?P<f%d>%s)|(?P<s%d>%s))' % (k, '|'.join(map(re.escape, acc)), k, re.escape(t[e['start']:e['end']])))
        pos = e['end']
    pat.append(re.escape(t[pos:]))
    full = ''.join(pat)
    # surrounding blank space is free
    m = re.fullmatch(r'\s*(?:%s)\s*' % full, o, re.S) or re.fullmatch(r'\s*(?:%s)\s*' % full, '\n' + o + '\n', re.S) or \
        re.fullmatch(r'\s*(?:%s)\s*' % full, ' ' + o + ' ', re.S)
    if m:
        return ['fixed' if m.group('f%d' % k) is not None else 'same' for k in range(len(d['edits']))], False
    res = []
    for k, e in enumerate(d['edits']):
        a = max(d['edits'][k - 1]['end'] if k else 0, e['start'] - 14)
        b = min(d['edits'][k + 1]['start'] if k + 1 < len(d['edits']) else len(t), e['end'] + 14)
        left, right = t[a:e['start']], t[e['end']:b]
        cands = [left + sp(x) + right for x in e['accept']]
        if len((left + right).strip()) >= 4 and any(c.strip() in o for c in cands): res.append('fixed')
        elif (left + t[e['start']:e['end']] + right).strip() in o: res.append('same')
        else: res.append('other')
    return res, True

def overlap(f, s, tol=1):
    a, b = f.get('start'), f.get('end')
    if a is None: return False
    if b is None or b <= a: b = a + 1
    return a < s['end'] + tol and b > s['start'] - tol

def sev(f): return str(f.get('severity', 'warning')).lower()

def table(title, head, rows):
    print('\n## ' + title)
    rows = [[str(c) for c in r] for r in rows]
    w = [max(len(str(head[i])), *(len(r[i]) for r in rows)) if rows else len(str(head[i])) for i in range(len(head))]
    line = lambda r: '| ' + ' | '.join(str(c).ljust(w[i]) for i, c in enumerate(r)) + ' |'
    print(line(head)); print('|' + '|'.join('-' * (x + 2) for x in w) + '|')
    for r in rows: print(line(r))

def pct(a, b): return '%.1f' % (100.0 * a / b) if b else '-'

def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument('--data', default=HERE); ap.add_argument('--fix'); ap.add_argument('--findings')
    ap.add_argument('--fix-cmd'); ap.add_argument('--fix-all-cmd'); ap.add_argument('--check-cmd'); ap.add_argument('--callable')
    ap.add_argument('--emit'); ap.add_argument('--dump'); ap.add_argument('--langs', help='comma-separated subset')
    ap.add_argument('--list', type=int, default=0); ap.add_argument('--tol', type=int, default=1)
    ap.add_argument('--include-info', action='store_true', help='count info/style/hint findings too')
    a = ap.parse_args()
    langs = set(a.langs.split(',')) if a.langs else None
    rep = [d for p in sorted(glob.glob(os.path.join(a.data, 'repair_*.jsonl'))) for d in load(p) if not langs or d['lang'] in langs]
    clean = [d for d in load(os.path.join(a.data, 'clean.jsonl')) if not langs or d['lang'] in langs]
    noreport = [d for d in rep if not any(s['tier'] == 'report' for s in d['spans'])]
    texts = [(d['id'], d['lang'], d['input']) for d in rep] + [(d['id'], d['lang'], d['text']) for d in clean] + \
            [(d['id'] + '#exp', d['lang'], d['expected'][0]) for d in noreport]
    if a.emit:
        with open(a.emit, 'w', encoding='utf-8') as f:
            for i, l, t in texts: f.write(json.dumps({'id': i, 'lang': l, 'text': t}, ensure_ascii=False) + '\n')
        print(len(texts), 'inputs written to', a.emit); return
    fix, allfix, find = {}, {}, {}
    def run(cmd, i, l, t):
        tmp = None
        try:
            if '{file}' in cmd:
                h, tmp = tempfile.mkstemp(suffix='.txt'); os.write(h, t.encode('utf-8')); os.close(h)
            args = [x.replace('{file}', tmp or '').replace('{lang}', l).replace('{id}', i) for x in shlex.split(cmd)]
            r = subprocess.run(args, input=None if tmp else t.encode('utf-8'), stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
            return r.stdout.decode('utf-8', 'replace')
        finally:
            if tmp: os.unlink(tmp)
    def ending(out, t):  # commands often add one final newline
        return out[:-1] if out.endswith('\n') and not t.endswith('\n') else out
    def findings(o):
        if isinstance(o, dict): return o.get('findings', [o] if 'start' in o else [])
        return [f for x in o for f in (findings(x) if isinstance(x, (dict, list)) else [])]
    if a.callable:
        mod, fn = a.callable.split(':'); sys.path.insert(0, os.getcwd()); fn = getattr(importlib.import_module(mod), fn)
        for i, l, t in texts:
            r = fn(t, l); fix[i] = r.get('output', t); find[i] = r.get('findings') or []
            if r.get('output_all') is not None: allfix[i] = r['output_all']
    elif a.fix_cmd or a.check_cmd or a.fix_all_cmd:
        for i, l, t in texts:
            if a.fix_cmd: fix[i] = ending(run(a.fix_cmd, i, l, t), t)
            if a.fix_all_cmd: allfix[i] = ending(run(a.fix_all_cmd, i, l, t), t)
            if a.check_cmd:
                o = run(a.check_cmd, i, l, t).strip()
                try: find[i] = findings(json.loads(o)) if o else []
                except ValueError: find[i] = [f for x in o.splitlines() if x.strip().startswith('{') for f in findings(json.loads(x))]
    else:
        if not (a.fix or a.findings): ap.error('give --fix/--findings, --fix-cmd/--check-cmd or --callable')
        for r in load(a.fix) if a.fix else []:
            if r.get('output') is not None: fix[r['id']] = r['output']
            if r.get('output_all') is not None: allfix[r['id']] = r['output_all']
        for r in load(a.findings) if a.findings else []: find[r['id']] = r.get('findings') or []
    if a.dump:
        with open(a.dump + '.fix.jsonl', 'w', encoding='utf-8') as f:
            for i in fix: f.write(json.dumps({'id': i, 'output': fix[i], **({'output_all': allfix[i]} if i in allfix else {})}, ensure_ascii=False) + '\n')
        with open(a.dump + '.findings.jsonl', 'w', encoding='utf-8') as f:
            for i in find: f.write(json.dumps({'id': i, 'findings': find[i]}, ensure_ascii=False) + '\n')
    base = [i for i, _, _ in texts if not i.endswith('#exp')]
    print('items: %d repair, %d clean | predictions: fix %d, fix-all %d, findings %d of %d' % (
        len(rep), len(clean), sum(i in fix for i in base), sum(i in allfix for i in base), sum(i in find for i in base), len(base)))
    if (fix and any(i not in fix for i in base)) or (find and any(i not in find for i in base)):
        print('note: a missing prediction counts as unchanged text / no finding')
    keep = lambda f: a.include_info or sev(f) in BAD

    if find:
        R = collections.defaultdict(lambda: [0, 0, 0]); L = collections.defaultdict(lambda: [0, 0, 0, 0, 0]); miss = collections.defaultdict(list)
        X = collections.Counter(); label = [0, 0]
        P = collections.defaultdict(lambda: [0, 0])
        for d in rep:
            fs = find.get(d['id'], []); strong = [f for f in fs if keep(f)]
            for s in d['spans']:
                hit = [f for f in strong if overlap(f, s, a.tol)]; anyhit = hit or [f for f in fs if overlap(f, s, a.tol)]
                for key in (s['family'], 'ALL'):
                    R[key][0] += 1; R[key][1] += bool(hit); R[key][2] += bool(anyhit)
                L[d['lang']][0] += 1; L[d['lang']][1] += bool(hit)
                if not hit: miss[s['family']].append((d['id'], d['input'][s['start']:s['end']][:60]))
                for f in hit[:1]:
                    p = f.get('tier', f.get('fixable')); X[(s['tier'], 'n/a' if p is None else str(p))] += 1
                if anyhit and any('family' in f for f in anyhit): label[1] += 1; label[0] += any(f.get('family') == s['family'] for f in anyhit)
            for f in strong:
                ok = any(overlap(f, s, a.tol) for s in d['spans'])
                L[d['lang']][2] += 1; L[d['lang']][3] += ok
                for key in (d['family'], 'ALL'): P[key][0] += 1; P[key][1] += ok
        table('Detection by family (span overlap; error/warning findings)', ['family', 'spans', 'recall %', 'recall % any severity', 'findings in its items', 'precision %'],
              [[k, R[k][0], pct(R[k][1], R[k][0]), pct(R[k][2], R[k][0]), P[k][0], pct(P[k][1], P[k][0])] for k in sorted(R, key=lambda x: (x == 'ALL', x))])
        table('Detection by language', ['lang', 'spans', 'recall %', 'findings', 'precision %'], [[k, v[0], pct(v[1], v[0]), v[2], pct(v[3], v[2])] for k, v in sorted(L.items())])
        table('Gold tier against the tier/fixable value the tool gave', ['gold tier', 'tool says', 'spans'], [[g, p, n] for (g, p), n in sorted(X.items())])
        if label[1]: print('family label right: %s %% of %d labelled hits' % (pct(*label), label[1]))
        for k in sorted(miss):
            for i, t in miss[k][:a.list]: print('  missed', k, i, repr(t))

    def repairs(pred, name, allowed):
        key = 'expected_safe' if allowed == ('safe',) else 'expected'
        T = collections.defaultdict(lambda: [0] * 6); E = collections.defaultdict(lambda: [0] * 4); G = collections.defaultdict(lambda: [0, 0, 0]); bad = []
        for d in rep:
            o = pred.get(d['id'], d['input']); res, coll = outcome(d, o)
            same = o == d['input']; gold = d[key]
            strict = o in gold
            ok = strict or lenient(o) in {lenient(x) for x in gold} or \
                (not coll and not same and all((r == 'fixed') == (e['tier'] in allowed) for r, e in zip(res, d['edits'])))
            full = not ok and not same and not coll and 'other' not in res   # only gold repairs were made, not all or more than asked
            wrong = not ok and not same and not full
            for k in (d['tier'], 'ALL'):
                for j, v in enumerate((1, strict, ok, same and not ok, full, wrong)): T[k][j] += v
            if wrong or (not ok and d['tier'] == 'safe'): bad.append((d['id'], d['family'], o))
            for r, e in zip(res, d['edits']):
                for k in (e['tier'], 'ALL'):
                    E[k][0] += 1; E[k][1] += r == 'fixed'; E[k][2] += r == 'same'; E[k][3] += r == 'other'
                if e['tier'] in allowed: G[e['family']][0] += 1; G[e['family']][1] += r == 'fixed'; G[e['family']][2] += r == 'other'
        order = [k for k in ('safe', 'unsafe', 'report', 'ALL') if k in T]
        table(name + ': items by tier', ['tier', 'items', 'exact % strict', 'exact % lenient', 'untouched', 'only gold edits, another set', 'wrong or collateral change', 'wrong %'],
              [[k, T[k][0], pct(T[k][1], T[k][0]), pct(T[k][2], T[k][0]), T[k][3], T[k][4], T[k][5], pct(T[k][5], T[k][0])] for k in order])
        table(name + ': single edits by tier', ['tier', 'edits', 'fixed %', 'untouched', 'changed otherwise'], [[k, E[k][0], pct(E[k][1], E[k][0]), E[k][2], E[k][3]] for k in order if k in E])
        table(name + ': edits by family (%s tiers)' % '+'.join(allowed), ['family', 'edits', 'fixed %', 'changed otherwise'], [[k, v[0], pct(v[1], v[0]), v[2]] for k, v in sorted(G.items())])
        for i, f, o in bad[:a.list]: print('  bad', i, f, repr(o[:160]))
    if fix: repairs(fix, 'Automatic fixes', ('safe',))
    if allfix: repairs(allfix, 'Safe + proposed fixes', ('safe', 'unsafe'))

    C = collections.defaultdict(lambda: [0, 0, 0, 0]); traps = collections.Counter(); ex = []
    for d in clean:
        o = fix.get(d['id'], d['text']); n = [f for f in find.get(d['id'], []) if keep(f)]
        w = len(d['text'].split()); ch = o.rstrip('\n') != d['text'].rstrip('\n')
        for k in (d['lang'], 'ALL'):
            C[k][0] += w; C[k][1] += 1; C[k][2] += len(n); C[k][3] += ch
        if n or ch: traps[d['trap']] += 1; ex.append((d['id'], d['trap'], 'CHANGED' if ch else '', [d['text'][max(0, f.get('start', 0) - 5):f.get('end', 0) + 5] for f in n]))
    table('Clean texts (false positives at error/warning, and changed texts)', ['lang', 'items', 'words', 'findings', 'findings per 1,000 words', 'texts changed', 'changed %'],
          [[k, C[k][1], C[k][0], C[k][2], '%.2f' % (1000.0 * C[k][2] / C[k][0]), C[k][3], pct(C[k][3], C[k][1])] for k in sorted(C, key=lambda x: (x == 'ALL', x))])
    if traps: table('Traps that were sprung', ['trap', 'items'], traps.most_common())
    for x in ex[:a.list]: print('  clean', *x)
    e = [d for d in noreport if d['id'] + '#exp' in fix]
    if e:
        changed = [d['id'] for d in e if fix[d['id'] + '#exp'].rstrip('\n') != d['expected'][0].rstrip('\n')]
        fp = sum(len([f for f in find.get(d['id'] + '#exp', []) if keep(f)]) for d in e); w = sum(len(d['expected'][0].split()) for d in e)
        print('\nExpected repairs given back as input: %d texts, %d changed (%s %%), %.2f error/warning findings per 1,000 words' % (len(e), len(changed), pct(len(changed), len(e)), 1000.0 * fp / w))
        if a.list: print('  ', changed[:a.list * 5])

if __name__ == '__main__':
    try: main()
    except BrokenPipeError: os._exit(0)
