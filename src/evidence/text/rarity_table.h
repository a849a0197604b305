// How rare a word is, in bits: the stems that stand in many news texts.
//
// Counted over 2,602 English news texts of 1987 to 2024 by document frequency: class b holds the
// stems that stand in about one text of 2^b. What is in no class counts as one of 2^7.
#pragma once

#include <string_view>

namespace standstill::evidence {

// clang-format off
inline constexpr std::string_view kStemsByRarity[] = {
    // one text of 1
    "a and for in of on said the to",
    // one text of 2
    "also an are as at be been but by from had has hav he is it its new not one that thi two was "
    "wer which will with year",
    // one text of 4
    "about add aft all befor call can com compan could day dlr end expect first her high his http "
    "if includ into last mad mak man market may mln month mor no now off officia onl or oth out "
    "over part pct report say shar so som stat tak than their ther thre through tim told up we "
    "week when whil who work would",
    // one text of 8
    "accord additio against agree allow america announc anoth any april area around ask authori "
    "back bank bas becaus being believ between billion board both busines capital cas caus cent "
    "chang charg cit clos co communi complet continu corp cost countr current deal develop did "
    "directo do don down due dur each ear earli even ever exchang fac few fir fiv follow form "
    "found four frida furth futur general get giv go going good govern group head help him hold "
    "hom hous how howev inc increas industr interes interna issu just kill know larg lat lead "
    "least level lik long look los low major manag march meet memb most mov much nam nationa near "
    "need next night non numb offer offic old open oper our own pay peopl per plac plan point "
    "polic post preside previou pric problem produc product provid public put rat real receiv "
    "recent record releas remain result return right run sal sam second securit see servic set "
    "several she short should show sinc six sourc spokesm start state still stock stor such "
    "support system talk term them then thes third thos toda total trad und unit until us use "
    "used ver want way well what wher without world www you",
    // one text of 16
    "abl account acquir acquisi acros act action adminis advanc affect again agenc ago agre "
    "agricul aid air alleg almost along alread althoug am among amount analyst annual appear "
    "approv arm arrest articl associa attack attempt availab averag awa balanc becam becom began "
    "behind below best bett big bill block bod bond break bring brok budget build buy cam car "
    "cash central certain chairma chief claim clear combin commerc commiss committ common compar "
    "comput concern conditi confere confirm connect conside consum contrac control count cours "
    "court creat credit currenc custom cut damag dat data dead death debt decemb decid decisio "
    "declin demand depart describ design despit detail didn died differe difficu direct doe "
    "dollar domesti driv east econom economi effect effecti effort eight eith enough estimat "
    "europea executi exist experie export facilit fact fail fall fami far februar federal feel "
    "fell fight figur fil final financ financi find firm fix forc foreign fre front full fund "
    "gain gam gav german gett given got great ground grow growth half hand happen hard health "
    "held histor hit hop hour html immedia import importa improv indicat inform initial injur "
    "insid instead institu invest investi investo involv jam januar japan job john jul jun keep "
    "key known largest latest launch law leav led left les let lif like limit lin link list littl "
    "liv loan local lost lot ltd main manage mark matt me mean measur men might million minist "
    "minut monda mone morn must my nation natural net nev nin north novemb octob oil onc operat "
    "option ord origina outsid paid particu pass past percent perform period person persona pla "
    "plann plant play pm politic positio possibl potenti pow pres present probab profit program "
    "project propos protect publish purchas quart questio quick rais rang reach read reason reduc "
    "relat represe requir reserv respond respons revenu review ris rol ros rul runn saturda saw "
    "schedul season secreta seek seem seen sell senior septemb ser serv seven ship shoot shot sid "
    "sign signifi similar sit situ small someth soon south speak special specifi spend stand "
    "standar step stop street strong subsidi success sunda taken target tax team technol tell "
    "test th thing think though thought thursda too took top toward treat tri try tuesda turn "
    "union updat using valu vic view visit vot washing wednesd went west wheth whit why within "
    "won worth yesterd yet york your",
    // one text of 32
    "abilit abov accept acces accus achiev activ activit actual addres adjust advanta afterno age "
    "agent ahead aim alterna alway andrew angel anti anticip anyon anyth apart app apparen applic "
    "approac approva argu arriv assault asset assista associ assum attend attenti attorne attract "
    "august austral automat avoid award bad basi battl bear begin beginn benefit beyond bid "
    "biggest bit black blood book boost bought box brief britain british broad broth brought "
    "buildin built califor campaig canada canadia cannot capacit card care carr carri catch "
    "caught ceo challen chanc charact check chicago childre choic church clas client coach coast "
    "cod collaps collect command commit competi complex conduct confide congres consequ conserv "
    "consid consist constru consult contact contain content contrib convers convert convict cor "
    "corn corpora council coupl cov cover crim crimina crisi critica critici crop cts dai david "
    "de decad declar deep defend defens deficit definit degre deliver democra deni depend deput "
    "destroy determi devic die directi disclos discoun discove discus discuss disput distrib "
    "distric divisio doctor doesn doing door doubl doubt dozen drop dropp earn earning eas easi "
    "efficie elect electio electri els emergen employe enabl encoura energ ensur enter entir "
    "environ equip equit escap especia essenti est establi et europ event eventua everyon everyth "
    "evidenc exact exampl excit expand expert explain explor express extend extensi factor failur "
    "fair fan farm fast fear featur fee felt field fifth fill film finish fiscal floor flow focu "
    "focus food foot forecas formal forward fourth franc friend ful fundame gas gener georg girl "
    "global gmt goal goe governo grain grant guarant guard guilt gulf gun guy handl hear heard "
    "heart heav highest himself hospita host hug human hundred hurt id idea identif imag impact "
    "impleme impos improve inch inciden incom indepen index indian individ install intend interne "
    "intervi introdu island isn itself japanes join joint jon journal judg jur justic kind lack "
    "land large learn legal lett light load loc london loss lov machin magazin maintai majorit "
    "manufac materia maximum meanwhi media medical memor merg messag met michael mid middl mil "
    "militar min ministr miss mission mobil model moment monetar monitor moth mr multipl murd "
    "nearb necessa negoti negotia neighbo network newspap normal norther noth nov occurr often "
    "onlin opportu opposit order organiz output outstan overall pacific packag pag pap pari park "
    "partici partn pas paul pet phon pick pictur playoff plc plu poor popular port positiv "
    "possibi powerfu practic predict prepar pressur prevent prim princip prior prison privat pro "
    "proceed proces process profess progres promis prompt propert proposa prosecu prospec protest "
    "prov provisi pull purpos push qualit quarter quit quot ran rath re reagan recogni recomme "
    "recover red reducti reflect refus regard region regular regulat rel relativ remov repeat "
    "replac republi request require rescu researc residen resign resolv resourc respect rest "
    "restric reveal richard risk road robert roll room round rush safet san sav scal scen school "
    "scor screen sea search seat sector secur self senat send sens sent sentenc separat seriou "
    "serious shareho sharp shift shipp simp singl siz slight slow smith social softwar sold "
    "solutio someon sometim son sound souther spac spent spread st sta stabili staff stag stak "
    "star station stg stopp strateg strengt strik struck structu struggl stud subject substan "
    "succes suffer suggest suit supp sur surplu surpris surve suspect suspend suspici technic "
    "telepho televis tempora ten tend texa themsel thousan threat threate titl togeth tomorro ton "
    "tonn tool touch town track traditi traffic transac transpo treasur trend trial tru trust tv "
    "typ uk underst underwr univers urg user usual variou vehicl ventur version via victim victor "
    "video volum vs wait walk wall war warn wasn wat watch weath web websit weekend western wheat "
    "whol whos wid wif william win window winn witness woman women word worldwi worst wound writ "
    "wrot yard yen yield young",
};
// clang-format on

}  // namespace standstill::evidence
