"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path

from isonomia_site.alignment import views as alignment
from isonomia_site.assembly.presenting import DESK as ASSEMBLY
from isonomia_site.compensation.presenting import DESK as COMPENSATION
from isonomia_site.court import desk as desk_court
from isonomia_site.court import views as court
from isonomia_site.deadlines import views as deadlines
from isonomia_site.dockets.addresses import addresses as of_desk
from isonomia_site.drafting import desk as drafts
from isonomia_site.drafting import editing
from isonomia_site.drafting import views as drafting
from isonomia_site.elections import desk as desk_elections
from isonomia_site.elections import views as elections
from isonomia_site.figures import views as figures
from isonomia_site.intake import desk as intake
from isonomia_site.intake import open_api
from isonomia_site.ombudsman.presenting import DESK as OMBUDSMAN
from isonomia_site.pages import views as pages
from isonomia_site.parties import views as parties
from isonomia_site.parties.presenting import DESK as PARTIES
from isonomia_site.people import addresses, desk
from isonomia_site.people import views as people
from isonomia_site.proposals import asking, boards, desk_demands, desk_heaps
from isonomia_site.proposals import desk as desk_proposals
from isonomia_site.proposals import views as proposals
from isonomia_site.recall.presenting import DESK as RECALLS
from isonomia_site.record import views as record
from isonomia_site.referendum import views as referendum
from isonomia_site.reforms import views as reforms
from isonomia_site.rights import asking as rights
from isonomia_site.rights import came
from isonomia_site.rights import filing as right_forms
from isonomia_site.rights import views as right_matters
from isonomia_site.surveys import views as surveys

urlpatterns = [
    path("api/v1/", open_api.addresses()),
    path("healthz", pages.healthz, name="healthz"),
    path("log.tar", record.archive, name="archive"),
    path("log/<path:name>", record.published, name="log"),
    *addresses.PROVIDER,
    *i18n_patterns(
        path("", pages.home, name="home"),
        path("about/", pages.about, name="about"),
        path("glossary/", pages.glossary, name="glossary"),
        path("reforms/<slug:slug>/", reforms.reform, name="reform"),
        path("referendum/", referendum.votes, name="votes"),
        path("referendum/<str:day>/", referendum.result, name="result"),
        path("referendum/<str:day>/turnout/", referendum.turnout, name="turnout"),
        path("referendum/<str:day>/rules/", referendum.rules, name="rules"),
        path("referendum/<str:day>/checks/", referendum.checks, name="checks"),
        path("elections/<slug:slug>/", elections.house, name="election"),
        path("elections/<slug:slug>/lists/", elections.lists, name="election_lists"),
        path("elections/<slug:slug>/candidates/", elections.candidates, name="election_candidates"),
        path("elections/<slug:slug>/districts/", elections.districts, name="election_districts"),
        path("elections/<slug:slug>/what-if/", elections.what_if, name="election_what_if"),
        path("surveys/", surveys.surveys, name="survey_list"),
        path("surveys/<slug:slug>/", surveys.survey, name="survey"),
        path("texts/", drafting.texts, name="texts"),
        path("texts/<slug:slug>/", drafting.text, name="text"),
        path("texts/<slug:slug>/text.pdf", drafting.text_file, name="text-file"),
        path("texts/<slug:slug>/<str:number>/article.pdf", drafting.text_file, name="article-file"),
        path("texts/<slug:slug>/<str:number>/", drafting.article, name="article"),
        path("drafts/", drafting.drafts, name="drafts"),
        path("drafts/<slug:slug>/", drafting.draft, name="draft"),
        path("drafts/<slug:slug>/table/", drafting.table, name="table"),
        path("drafts/<slug:slug>/table.<slug:format>", drafting.table_file, name="table-file"),
        path("drafts/<slug:slug>/correspondence/", drafting.correspondence, name="correspondence"),
        path("drafts/<slug:slug>/correspondence.pdf", drafting.correspondence_file, name="correspondence-file"),
        path("drafts/<slug:slug>/amendments/<path:amendment>/", drafting.amendment, name="amendment"),
        path("proposals/", proposals.proposals, name="proposals"),
        path("proposals/new/", asking.start, name="propose"),
        path("proposals/new/check/", asking.check, name="propose_check"),
        path("proposals/new/sent/", asking.sent, name="propose_sent"),
        path("proposals/new/<slug:step>/", asking.question, name="propose_step"),
        path("proposals/mine/", proposals.mine, name="my_proposal"),
        path("proposals/board/", boards.board, name="service_board"),
        path("proposals/<slug:proposal>/", proposals.proposal, name="proposal"),
        path("proposals/<slug:proposal>/opening.json", proposals.opening, name="opening"),
        path("proposals/<slug:proposal>/<int:place>/promise", proposals.promise, name="promise_proposal"),
        path("proposals/<slug:proposal>/mine/", proposals.own, name="own_proposal"),
        path("proposals/<slug:proposal>/mine/<slug:what>/", proposals.ask, name="ask_proposal"),
        path("rights/", rights.start, name="rights"),
        path("rights/interview/", rights.now, name="right_now"),
        path("rights/interview/result/", rights.result, name="right_result"),
        path("rights/interview/<slug:name>/", rights.question, name="right_question"),
        path("rights/paper/", rights.paper, name="right_paper"),
        path("rights/sent/", right_forms.sent, name="right_sent"),
        path("rights/file/<slug:door>/", right_forms.begin, name="right_begin"),
        path("rights/file/<slug:door>/check/", right_forms.check, name="right_check"),
        path("rights/file/<slug:door>/<slug:step>/", right_forms.step, name="right_form"),
        path("desk/filings/", came.came, name="came"),
        *came.addresses(),
        path("matters/<slug:kind>/<slug:number>/", right_matters.matter, name="right_matter"),
        path("matters/<slug:kind>/<slug:number>/feed.atom", right_matters.feed, name="right_feed"),
        path("mine/", right_matters.opened, name="mine"),
        path("mine/close/", right_matters.close, name="mine_close"),
        path("mine/<slug:kind>/<slug:number>/", right_matters.my_matter, name="my_matter"),
        path("mine/<slug:kind>/<slug:number>/calendar.ics", right_matters.calendar, name="my_calendar"),
        path("mine/<slug:kind>/<slug:number>/<slug:what>/", right_matters.act, name="my_act"),
        path("mine/<slug:kind>/<slug:number>/<int:place>/<int:at>/", right_matters.file_again, name="my_file"),
        path("court/", court.docket, name="court"),
        path("court/feed.xml", court.feed, name="court_feed"),
        path("court/rulings/", court.rulings, name="court_rulings"),
        path("court/norms/", court.norms, name="court_norms"),
        path("court/norms/<slug:slug>/", court.norm, name="court_norm"),
        path("court/cases/<slug:number>/", court.case, name="court_case"),
        path("court/cases/<slug:number>/<int:place>/promise", court.promise, name="promise_case"),
        path("court/cases/<slug:number>/ruling.<slug:language>/", court.ruling, name="court_ruling"),
        path("court/cases/<slug:number>/calendar.ics", court.calendar, name="court_calendar"),
        path("court/cases/<slug:number>/ruling.<slug:language>.pdf", court.ruling_file, name="court_ruling_file"),
        path("court/cases/<slug:number>/ruling.<slug:language>.txt", court.ruling_text, name="court_ruling_text"),
        path(
            "court/cases/<slug:number>/ruling.<slug:language>.p7s",
            court.ruling_signature,
            name="court_ruling_signature",
        ),
        *of_desk(ASSEMBLY),
        *of_desk(OMBUDSMAN),
        *of_desk(COMPENSATION),
        path("parties/<slug:number>/what-if/", parties.what_if, name="party_what_if"),
        path("desk/parties/<slug:number>/check/", parties.check, name="party_check"),
        path("desk/parties/<slug:number>/check/lines.csv", parties.lines, name="party_lines"),
        *of_desk(PARTIES),
        *of_desk(RECALLS),
        path("laws/", alignment.laws, name="laws"),
        path("laws/<slug:law>/", alignment.law, name="law"),
        path("promises/", alignment.promises, name="promises"),
        path("figures/", figures.figures, name="figures"),
        path("figures/<str:claim>/", figures.claim, name="claim"),
        path("deadlines/", deadlines.deadlines, name="deadlines"),
        path("deadlines/calendar/<int:year>/", deadlines.calendar, name="calendar"),
        path("deadlines/<str:rule>/<str:day>/deadline.ics", deadlines.invitation, name="deadline-ics"),
        path("record/", record.head, name="record"),
        path("record/entries/", record.entries, name="entries"),
        path("record/entries/<int:index>/", record.entry, name="entry"),
        path("record/entries/<int:index>/receipt", record.entry_receipt, name="entry-receipt"),
        path("record/receipt/", record.receipt, name="receipt"),
        path("record/verify/", record.verify, name="verify"),
        path("capacities/", people.capacities, name="capacities"),
        path("capacities/<slug:capacity>/", people.capacity, name="capacity"),
        path("account/", people.account, name="account"),
        path("account/invitation/", people.invitation, name="invitation"),
        path("account/second-factor/", people.second_factor, name="mfa_index"),
        *addresses.SIGN_IN,
        path("people/", desk.people, name="people"),
        path("people/new/", desk.new_person, name="new_person"),
        path("people/capacities/", desk.registered, name="registered"),
        path("people/capacities/new/", desk.register, name="register"),
        path("people/capacities/<slug:capacity>/", desk.one_capacity, name="one_capacity"),
        path("people/capacities/<slug:capacity>/end/", desk.end_capacity, name="end_capacity"),
        path("people/capacities/<slug:capacity>/name/", desk.correct_name, name="correct_name"),
        path("people/capacities/<slug:capacity>/withdraw/", desk.withdraw_name, name="withdraw_name"),
        path("people/capacities/<slug:capacity>/<int:place>/promise", desk.promise_capacity, name="promise_capacity"),
        path("people/capacities/<slug:capacity>/<int:place>/error/", desk.slip_capacity, name="slip_capacity"),
        path("people/<slug:person>/", desk.person, name="person"),
        path("people/<slug:person>/invite/", desk.invite, name="invite"),
        path("people/<slug:person>/grant/", desk.grant, name="grant"),
        path("people/<slug:person>/<int:place>/end/", desk.end_role, name="end_role"),
        path("people/<slug:person>/<int:place>/promise", desk.promise_person, name="promise_person"),
        path("people/<slug:person>/<int:place>/error/", desk.slip_person, name="slip_person"),
        path("desk/intake/", intake.intake, name="intake"),
        path("desk/intake/type/", intake.type_in, name="intake_type"),
        path("desk/intake/file/", intake.hand_in, name="intake_hand_in"),
        path("desk/intake/<slug:name>/", intake.handed_in, name="intake_file"),
        path("desk/intake/<slug:name>/enter/", intake.enter, name="intake_enter"),
        path("desk/intake/<slug:name>/remove/", intake.take_out, name="intake_take_out"),
        path("desk/intake/<slug:name>/rejected.csv", intake.rejected, name="intake_rejected"),
        path("desk/proposals/", desk_proposals.queue, name="desk_queue"),
        path("desk/proposals/seats/", desk_proposals.seats, name="desk_seats"),
        path("desk/proposals/copies/", desk_heaps.heaps, name="desk_heaps"),
        path("desk/proposals/demands/", desk_demands.demands, name="desk_demands"),
        path("desk/proposals/demands/<slug:demand>/", desk_demands.demand, name="desk_demand"),
        path("desk/proposals/demands/<slug:demand>/vote/", desk_demands.vote, name="desk_vote"),
        path("desk/proposals/demands/<slug:demand>/decision/", desk_demands.decide, name="desk_decide"),
        path("desk/proposals/demands/<slug:demand>/answer/", desk_demands.answer, name="desk_answer"),
        path("desk/proposals/demands/<slug:demand>/links/", desk_heaps.undo, name="desk_links"),
        path("desk/proposals/demands/<slug:demand>/<int:place>/promise", desk_demands.promise, name="promise_demand"),
        path("desk/proposals/demands/<slug:demand>/<slug:what>/", desk_demands.act, name="desk_demand_act"),
        path("desk/proposals/<slug:proposal>/", desk_proposals.proposal, name="desk_proposal"),
        path("desk/proposals/<slug:proposal>/file", desk_proposals.file, name="desk_file"),
        path("desk/proposals/<slug:proposal>/alike/", desk_heaps.heap, name="desk_heap"),
        path("desk/proposals/<slug:proposal>/<slug:what>/", desk_proposals.act, name="desk_act"),
        path("desk/elections/", desk_elections.queue, name="desk_elections"),
        path("desk/elections/new/", desk_elections.call, name="desk_election_call"),
        path("desk/elections/<slug:slug>/", desk_elections.election, name="desk_election"),
        path("desk/elections/<slug:slug>/votes/", desk_elections.votes, name="desk_election_votes"),
        path("desk/elections/<slug:slug>/<int:place>/promise", desk_elections.promise, name="promise_election"),
        path("desk/elections/<slug:slug>/<slug:what>/", desk_elections.act, name="desk_election_act"),
        path("desk/court/", desk_court.queue, name="desk_court"),
        path("desk/court/norms/", desk_court.norm, name="desk_court_norm"),
        path("desk/court/terms/", desk_court.terms, name="desk_court_terms"),
        path("desk/court/<slug:number>/", desk_court.case, name="desk_case"),
        path("desk/court/<slug:number>/ruling.<slug:language>.txt", desk_court.text_file, name="desk_court_text"),
        path("desk/court/<slug:number>/<slug:what>/", desk_court.act, name="desk_case_act"),
        path("desk/drafts/", drafts.drafts, name="desk_drafts"),
        path("desk/drafts/<slug:slug>/", drafts.draft, name="desk_draft"),
        path("desk/drafts/<slug:slug>/new/", drafts.begin, name="begin_amendment"),
        path("desk/drafts/<slug:slug>/<int:place>/promise", drafts.promise, name="promise_draft"),
        path("desk/drafts/<slug:slug>/<int:place>/<slug:what>/", drafts.decide, name="decide_amendment"),
        path("desk/drafts/<slug:slug>/<slug:work>/", editing.amendment, name="amendment_in_work"),
        path("desk/drafts/<slug:slug>/<slug:work>/unit/", editing.target, name="operation_target"),
        path("desk/drafts/<slug:slug>/<slug:work>/law/", editing.law, name="amending_law"),
        path("desk/drafts/<slug:slug>/<slug:work>/check/", editing.check, name="amendment_check"),
        path("desk/drafts/<slug:slug>/<slug:work>/delete/", editing.give_up, name="give_up_amendment"),
        path("desk/drafts/<slug:slug>/<slug:work>/<int:key>/", editing.operation, name="operation"),
        path("desk/drafts/<slug:slug>/<slug:work>/<int:key>/words/", editing.words, name="operation_words"),
        path("desk/drafts/<slug:slug>/<slug:work>/<int:key>/remove/", editing.remove, name="remove_operation"),
    ),
]

handler400 = "isonomia_site.pages.errors.bad_request"
handler403 = "isonomia_site.pages.errors.forbidden"
handler404 = "isonomia_site.pages.errors.not_found"
handler500 = "isonomia_site.pages.errors.server_error"
