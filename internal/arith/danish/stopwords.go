package danish

// StopWord reports whether a folded word is one of the small words that hold a
// sentence together and say nothing about its subject. The list is our own: pronouns,
// articles, prepositions, conjunctions, auxiliary verbs and the commonest adverbs.
func StopWord(word string) bool { return stopWords[word] }

var stopWords = set(`
	jeg mig min mit mine du dig din dit dine han ham hans hun hende hendes den det dens dets de dem deres
	vi os vores vor vort vore i jer jeres man sig sin sit sine en et der som hvem hvad hvilken hvilket hvilke hvis
	denne dette disse selv hinanden hverandre ens nogen noget nogle ingen intet
	af ad at bag blandt efter for fra før gennem hos inden ind imellem med mellem mod nær om omkring over
	på samt siden til trods ud uden udover under undtagen ved
	og eller men så fordi da når mens imens hvorfor hvordan hvor hvornår om end både enten hverken dels
	er var være været vær bliver blive blev blevet har have haft havde kan kunne kunnet skal skulle skullet vil ville villet
	må måtte måttet bør burde tør turde får få fik fået
	ikke også kun bare blot meget mere mest lidt nu her ja nej jo dog altså ellers endnu netop allerede
	igen altid aldrig ofte tit sådan således hertil dertil heraf deraf herved derved hermed dermed derfor herunder
	op ned frem hen hjem ude inde oppe nede henne frem fx dvs mv mm osv bl jf`)
