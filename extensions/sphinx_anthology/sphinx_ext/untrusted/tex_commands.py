"""The TeX commands and environments that formulas of untrusted posts may use.

All of them set symbols. Missing on purpose:

- what defines commands or changes how TeX reads: ``\\def``, ``\\catcode``;
- what reads or writes files and loads packages: ``\\input``, ``\\write``, ``\\require``;
- what makes links or sets attributes of HTML: ``\\href``, ``\\class``;
- what names places of the whole site or book: ``\\label``, ``\\ref``;
- what moves text by any length: ``\\kern``, ``\\rule``.

Sources: https://docs.mathjax.org/en/latest/input/tex/macros/index.html, and the user's guide of ``amsmath``.
"""

from __future__ import annotations

_GREEK = """
alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa varkappa lambda mu nu xi omicron pi varpi
rho varrho sigma varsigma tau upsilon phi varphi chi psi omega digamma Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi
Psi Omega varGamma varDelta varTheta varLambda varXi varPi varSigma varUpsilon varPhi varPsi varOmega aleph beth gimel
daleth
"""
_LETTERS_AND_SYMBOLS = """
hbar hslash ell wp Re Im imath jmath partial nabla infty emptyset varnothing forall exists nexists neg lnot top bot
angle measuredangle sphericalangle triangle triangledown square blacksquare Box Diamond lozenge blacklozenge bigstar
clubsuit diamondsuit heartsuit spadesuit flat natural sharp prime backprime surd complement eth mho Finv Game Bbbk
circledS circledR checkmark maltese degree S P dag ddag copyright pounds yen diagup diagdown blacktriangle
blacktriangledown vartriangle dots ldots cdots vdots ddots dotsb dotsc dotsi dotsm dotso colon And backslash lbrace
rbrace lbrack rbrack
"""
_OPERATORS = """
pm mp times div ast star circ bullet cdot cdotp ldotp cap cup uplus sqcap sqcup vee wedge lor land setminus
smallsetminus wr amalg diamond bigcirc bigtriangleup bigtriangledown triangleleft triangleright lhd rhd unlhd unrhd
oplus ominus otimes oslash odot dagger ddagger barwedge veebar doublebarwedge curlywedge curlyvee boxplus boxminus
boxtimes boxdot dotplus centerdot divideontimes ltimes rtimes leftthreetimes rightthreetimes intercal circledast
circledcirc circleddash Cap Cup gtrdot lessdot sum prod coprod int iint iiint iiiint oint idotsint smallint bigcap
bigcup bigsqcup biguplus bigvee bigwedge bigoplus bigotimes bigodot
"""
_RELATIONS = """
le leq ge geq leqq geqq leqslant geqslant lt gt ll gg lll ggg ne neq nless ngtr nleq ngeq lneq gneq lneqq gneqq equiv
sim simeq nsim approx approxeq cong ncong asymp doteq Doteq doteqdot propto varpropto models perp mid nmid parallel
nparallel shortmid shortparallel nshortmid nshortparallel bowtie Join smile frown smallsmile smallfrown prec succ preceq
succeq nprec nsucc npreceq nsucceq precsim succsim precapprox succapprox precneqq succneqq precnsim succnsim preccurlyeq
succcurlyeq curlyeqprec curlyeqsucc subset supset subseteq supseteq nsubseteq nsupseteq subsetneq supsetneq varsubsetneq
varsupsetneq subseteqq supseteqq subsetneqq supsetneqq Subset Supset sqsubset sqsupset sqsubseteq sqsupseteq in ni notin
owns vdash dashv vDash Vdash Vvdash nvdash nvDash nVdash nVDash therefore because between pitchfork backsim backsimeq
eqsim bumpeq Bumpeq circeq eqcirc triangleq lesssim gtrsim lessapprox gtrapprox lessgtr gtrless lesseqgtr gtreqless
lesseqqgtr gtreqqless lnsim gnsim lnapprox gnapprox eqslantless eqslantgtr risingdotseq fallingdotseq thicksim
thickapprox trianglelefteq trianglerighteq ntriangleleft ntriangleright ntrianglelefteq ntrianglerighteq vartriangleleft
vartriangleright blacktriangleleft blacktriangleright coloneqq eqqcolon coloneq vcentcolon not
"""
_ARROWS = """
to gets leftarrow rightarrow leftrightarrow Leftarrow Rightarrow Leftrightarrow longleftarrow longrightarrow
longleftrightarrow Longleftarrow Longrightarrow Longleftrightarrow iff implies impliedby mapsto longmapsto hookleftarrow
hookrightarrow uparrow downarrow updownarrow Uparrow Downarrow Updownarrow nearrow searrow swarrow nwarrow leftharpoonup
leftharpoondown rightharpoonup rightharpoondown rightleftharpoons leftrightharpoons leadsto rightsquigarrow
leftrightsquigarrow nleftarrow nrightarrow nLeftarrow nRightarrow nleftrightarrow nLeftrightarrow leftleftarrows
rightrightarrows leftrightarrows rightleftarrows upuparrows downdownarrows Lleftarrow Rrightarrow twoheadleftarrow
twoheadrightarrow leftarrowtail rightarrowtail looparrowleft looparrowright curvearrowleft curvearrowright
circlearrowleft circlearrowright Lsh Rsh dashleftarrow dashrightarrow multimap upharpoonleft upharpoonright
downharpoonleft downharpoonright restriction xleftarrow xrightarrow xleftrightarrow xRightarrow xLeftarrow
xLeftrightarrow xmapsto xhookrightarrow xhookleftarrow
"""
_DELIMITERS = """
left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm Bigm biggm Biggm langle rangle
lfloor rfloor lceil rceil lvert rvert lVert rVert vert Vert lgroup rgroup lmoustache rmoustache ulcorner urcorner
llcorner lrcorner
"""
_FUNCTIONS = """
sin cos tan cot sec csc arcsin arccos arctan sinh cosh tanh coth log ln lg exp det dim ker hom deg gcd inf sup lim
liminf limsup max min arg Pr injlim projlim varinjlim varprojlim varliminf varlimsup mod bmod pmod pod operatorname
"""
_LAYOUT = """
frac dfrac tfrac cfrac binom dbinom tbinom sqrt root of over atop choose overline underline overbrace underbrace
overbracket underbracket overrightarrow overleftarrow overleftrightarrow underrightarrow underleftarrow
underleftrightarrow overset underset stackrel substack sideset limits nolimits displaystyle textstyle scriptstyle
scriptscriptstyle boxed cancel bcancel xcancel phantom hphantom vphantom mathstrut strut hline hdashline cr tag notag
nonumber intertext shortintertext hat widehat check widecheck tilde widetilde acute grave dot ddot dddot ddddot breve
bar vec mathring skew quad qquad thinspace medspace thickspace negthinspace negmedspace negthickspace enspace enskip
space nobreakspace
"""
_FONTS = """
mathrm mathbf mathit mathsf mathtt mathcal mathbb mathfrak mathscr mathnormal mathup mathbin mathrel mathop mathord
mathopen mathclose mathpunct mathinner boldsymbol bm pmb symbf symup symit symsf text textrm textbf textit textsf texttt
textnormal textup mbox hbox rm bf it sf tt cal tiny scriptsize small normalsize large color textcolor
"""
COMMANDS = frozenset(
    " ".join(
        (
            _GREEK,
            _LETTERS_AND_SYMBOLS,
            _OPERATORS,
            _RELATIONS,
            _ARROWS,
            _DELIMITERS,
            _FUNCTIONS,
            _LAYOUT,
            _FONTS,
        )
    ).split()
)
"""Names of commands, without the backslash."""
CHARACTERS = frozenset("\\,;:!> {}|%$&#_\n")
"""What may follow a backslash beside a name."""
ENVIRONMENTS = frozenset(
    """matrix pmatrix bmatrix Bmatrix vmatrix Vmatrix smallmatrix cases rcases dcases drcases array subarray aligned alignedat
    gathered split align align* alignat alignat* flalign flalign* gather gather* multline multline* equation equation* eqnarray
    eqnarray*""".split()
)
"""Names of environments."""
