"""The words beside a name that tell it: titles, kin, verbs of speech, and what shows that it is no name."""

from app.deid import patterns as re

TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir dame lord lady rev revd reverend fr father sister brother nurse officer coach pastor rabbi imam sgt sergeant captain constable judge auntie aunty aunt uncle nan nanny grandma grandpa granny gran detective inspector".split()
)


WEAK_TITLES = frozenset(
    "father sister brother nurse officer coach judge lord lady sir captain nan nanny gran granny grandma grandpa detective inspector pastor constable keyworker bosun dom abbot madame oma opa lola tita tito tia tio nana papa pc dc ds lt".split()
)


PARTICLES = frozenset(
    "de da do dos das del della di du la le van von der den ten ter bin binti bint ibn al el ní ni nic mac mc ó o ua st san y e ap ab af zu zur".split()
)


KIN = frozenset(
    "mother mum mom mam dad father parents sister brother son daughter wife husband partner girlfriend boyfriend fiancé fiancée fiance fiancee twin aunt uncle auntie cousin niece nephew nan gran grandma grandad grandpa "
    "grandmother grandfather stepmother stepfather stepmum stepmom stepdad stepson stepdaughter stepsister stepbrother ex friend friends flatmate housemate roommate neighbour neighbor colleague colleagues boss manager "
    "supervisor counsellor counselor therapist teacher tutor client patient baby toddler eldest youngest middle son-in-law daughter-in-law in-law mother-in-law father-in-law brother-in-law sister-in-law kids children "
    "dog cat sons daughters brothers sisters twins boys girls kids triplets siblings grandson granddaughter grandchildren carer nurse doctor gp consultant psychiatrist psychologist worker keyworker coach mentor trainee student boy girl lad named called name's".split()
)


SPEECH = frozenset(
    "said says told tells asked asks replied came comes rang rings called calls texted texts laughed laughs cried cries wept smiled smiles nodded nods shrugged looked looks felt feels thinks thought wants wanted needs "
    "needed was is has had does did will would could can went goes sat sits stood walked left arrived attended attends lives lived works worked grew started stopped began described describes reports reported disclosed "
    "disclosed denied denies presented presents spoke speaks talked talks brought brings gave gives took takes made makes kept keeps knew knows loves loved hates hated died passed wrote writes sent sends stayed stays "
    "seemed seems became becomes found finds got gets moved moves agreed agrees refused refuses apologised apologized never always still just also then drank drinks slept sleeps used broke".split()
)


STRONG_ACTS = frozenset(
    "said says told tells asked asks replied laughed laughs cried cries wept smiled nodded shrugged texted rang came sat arrived attended reported disclosed presented spoke talked brought thinks wants described describes lives works grew felt feels wanted thought".split()
)


PLACE_BEFORE = frozenset(
    "in at from near around to through via outside across towards beyond leave left visit visited visiting".split()
)


BEFORE_THINGS = PLACE_BEFORE | frozenset("the a an this that of on by".split())


BEFORE_PLACES = frozenset("port mount lake loch lough fort upper lower isle cape glen river".split())


OWN = frozenset(
    "sigh voice laugh face hand hands eyes tears anger silence chair coat room bedroom house flat car phone number birthday funeral grave illness death diagnosis drinking temper story words letter letters message messages email emails text texts".split()
)


ORG_AFTER = frozenset(
    "school college university academy primary high secondary grammar hospital clinic infirmary surgery hospice hall house church cathedral chapel mosque temple street road lane avenue close drive way court place square terrace "
    "crescent gardens park station airport centre center club society trust foundation council county borough city town village university's bank building library museum theatre theater hotel inn arms café cafe restaurant "
    "ltd limited plc inc llc company co group services service solutions partners consulting industries stores supermarket university institute department ward unit estate bay beach island river lake hill hills valley bridge cross "
    "cup league award prize act report review inquiry syndrome disease disorder scale inventory questionnaire index test model theory method therapy technique effect interview schedule checklist press journal "
    "depression anxiety coma apgar plus day week month week's eve".split()
)


NEVER_SUBJECTS = frozenset(
    "hope faith joy may mark april june august summer autumn spring winter sunday love patience charity justice mercy trinity honesty constance prudence destiny harmony melody serenity liberty dawn eve early long major minor unique miss angel baby see so my us all".split()
)


CALLED = re.compile(
    r"\b(?:[Nn]ame(?: is|'s|:| was|=|\t)|[Nn]amed|[Cc]alled|[Kk]nown (?:to (?:everyone|everybody|all|us|them|the [a-z]+) )?as(?: the)?|[Nn]icknamed|[Gg]oes by|[Pp]ronounced|\(say|[Ii]s (?:it|that)|[Rr]enamed|[Ii]ntroduce[sd] (?:herself|himself|themselves|myself) as|[Cc]all(?:s|ed|ing)? (?:her|him|me|them|herself|himself|us|my\w*|it)|(?:I|i)'?m|I am|[Tt]his is|[Ss]igned|"
    r"[Rr]egards|[Tt]hanks|[Tt]hank you|[Ww]ishes|[Ss]incerely|[Cc]heers|[Ll]ove|[Dd]ear|[Hh]i|[Hh]ello|[Hh]ey|[Cc]lient|[Pp]atient|[Cc]ounsell?or|[Tt]herapist|[Ss]upervisor|[Ss]upervisee|[Cc]linician|[Rr]eferrer|[Rr]eferred by|[Pp]repared by|[Ww]ritten by|[Ii]t['’]s|[Cc]t|[Pp]t|[Cc]l|[Ff]rom|[Tt]o|[Cc]c|[Ss]tudent|[Cc]ontact|[Nn]ext of kin|"
    r"[Mm]aiden name|[Ss]urname|[Ff]irst name|[Ll]ast name|[Ff]ull name|[Pp]referred name|[Rr]eal name|[Aa]lias|[Aa]ka|a\.k\.a\.|née|nee|write it as|short for)\s*[:,=–—-]?\s*[\"“‘'(]?$"
)


STRONG_CALLED = re.compile(
    r"(?:[Nn]ame(?: is|'s|:| was|=)|[Nn]amed|[Nn]icknamed|[Kk]nown (?:to (?:everyone|everybody|all|us|them|the [a-z]+) )?as(?: the)?|[Pp]ronounced|\(say|[Gg]oes by|[Ii]ntroduce[sd] (?:herself|himself|themselves|myself) as|[Cc]alled|[Cc]all(?:s|ed|ing)? (?:her|him|me|them|herself|himself|us)|[Mm]aiden name(?: is| was|:)?|[Ss]urname(?: is| was|:)?|[Ff]irst name(?: is| was|:)?|[Ll]ast name(?: is|:)?|[Ff]ull name(?: is|:)?|[Rr]eal name(?: is|:)?|[Pp]referred name(?: is|:)?|née|short for)\s*[:,=–—-]?\s*[\"“‘'(]?$"
)


SIGNED = re.compile(
    r"(?:^|\n)(?:[-–—~*]{0,2} ?|(?:Best|Kind(?:est)?|Warm(?:est)?|Many)? ?(?:regards|wishes|thanks|Regards|Thanks|Cheers|Love|Best|Yours|Sincerely|Yours sincerely|Warmly)[,.!]?[ \n]+)$"
)


VOCATIVE = re.compile(r"(?:^|[\"“‘'(]|[.!?,;:…—] ?[\"“‘']?|[.!?] )$")


SENTENCE_START = re.compile(r"(?:\A|[.!?:;\n\"“‘'(\[•*>|–—-][\"”’')]?\s*)$")


SPOKEN_TO = re.compile(
    r"\b(?:(?:spoke|speak|speaking|spoken|talk|talked|talking|wrote|write|written|listen|listened|listening|lied|lying|apologi[sz]ed|married|engaged|related|introduced) (?:to|with) |(?:voicemail|letter|call|text|email|message|card|note|word|visit)s? (?:was |were |came |is )?from |"
    r"sign(?:s|ed|ing)? (?:(?:her|his|their|it|them|off|the|every|all) ){1,2}(?:\w+ )?(?:as )?)$"
)


# cc'd to a Gethin in payroll
IN_A_TEAM = re.compile(
    r" (?:in|from|at) (?:HR|payroll|accounts|finance|IT|legal|sales|reception|marketing|admin|procurement|housing|security|the (?:office|team|next (?:bed|room|office)|year (?:above|below)))\b| who (?:works|lives|runs|sits|said|told|rang)\b"
)
