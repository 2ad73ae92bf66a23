#!/bin/sh
# Enters the record that ships in events/: what five news reports of 2018 and 2019 say of US-India relations.
#
#   rm -rf events && sh tests/data/us_india/enter.sh events
#
# makes it anew; without an argument the log is $TIMELINE_LOG, else ./events. The ids of the entries come from what they
# say, so they are the same every time.
#
# How the reports were read:
# - A report is entered on the day it was published; what it says is known from then on, not earlier.
# - What has no day gets the window that the words allow: "[..2018-09-05]" is done on some day up to the report,
#   "[2016-10-04..2018-10-04]" in the two years before it, "2018-09" last month as seen from October, "2018-09-05~"
#   said at about the time of the report. "The week before" a Wednesday is 26 August to 2 September, whichever day
#   weeks begin on. What took place in Washington before the report of 4 December, 09:22 in India, took place by
#   3 December there.
# - Who says it is the claimant (by). Where that is the report itself it is the publisher: by name if the report
#   names its outlet (only one does), else a plain description of the report.
# - Titles, summaries and values are in our own words.
set -eu

TIMELINE_LOG=${1:-${TIMELINE_LOG:-events}}
export TIMELINE_LOG
here=$(dirname "$0")
run() { "${TIMELINE:-timeline}" "$@"; }

run init --title "US-India relations, 2018-2019" --timezone Asia/Kolkata

# ---- The issues ----------------------------------------------------------------------------------------------------

run define two-plus-two --title "First 2+2 dialogue" \
    --question "When do the foreign and defence ministers of both countries meet?" \
    --allow "status=postponed|scheduled|held"
run define s-400-deal --title "S-400 purchase" \
    --question "Does India buy the Russian S-400 air defence system, and at what price?" \
    --estimate value:USD --state quantity \
    --allow "status=planned|to be signed|ordered|delivered|dropped"
run define caatsa-waiver --title "CAATSA waiver for the S-400" \
    --question "Does the US spare India the sanctions that the S-400 purchase invites?" \
    --estimate us-stance \
    --allow "status=undecided|granted|refused" --allow "assurance=none|given"
run define iran-oil --title "Iranian oil" \
    --question "When do US sanctions bite, is India spared, and does it go on buying?" \
    --estimate waiver-policy --state imports:tonnes \
    --allow "status=buying|ended" --allow "sanctions=in force|lifted"
run define comcasa --title "COMCASA (secure communications)" \
    --question "Is the Communications Compatibility and Security Agreement signed?" \
    --allow "status=close|text final|likely signed|signed"
run define defence-partnership --title "Defence partnership" \
    --question "How close are the two countries in defence, and on what terms?" \
    --allow "status=partner|major partner"
run define russia-arms-ties --title "India's arms ties with Russia" \
    --question "How far does India depend on Russian arms?" \
    --allow "status=main source|one of several"
run define us-india-trade --title "US-India trade" \
    --question "Does the gap in India's favour narrow?" \
    --estimate total:USD --estimate india-surplus:USD --allow "status=gap open|gap closed"
run define steel-aluminium-tariffs --title "US tariffs on steel and aluminium" \
    --question "What do the US tariffs mean for India?" --allow "status=raised|lifted"
run define china-edd-sanctions --title "US sanctions on China's weapons buyers" \
    --question "What did buying from Russia cost China's Equipment Development Department?" \
    --allow "status=imposed|lifted"
run define lemoa --title "LEMOA (use of bases)" \
    --question "Is the Logistics Exchange Memorandum of Agreement signed?" --allow "status=likely signed|signed"
run define gsomia --title "GSOMIA (military information)" \
    --question "Is the General Security of Military Information Agreement signed?" --allow "status=signed"
run define industrial-security-agreement --title "Industrial security agreement" \
    --question "Is it signed?" --allow "status=ready to sign|signed"
run define beca --title "BECA (geospatial data)" \
    --question "Is the Basic Exchange and Cooperation Agreement signed?" \
    --allow "status=in talks|ready to sign|signed"
run define modi-trump-osaka --title "Modi-Trump meeting in Osaka" \
    --question "Do the two leaders meet beside the G-20 summit?" --allow "status=planned|held"

# ---- 5 September 2018: a report from New Delhi on the eve of the 2+2 -------------------------------------------------

eve="New Delhi report, eve of the 2+2"
run import "$here/2018-09-05.jsonl"
run record "First US-India 2+2 dialogue" --id first-two-plus-two --scheduled --on 2018-04 \
    --issue s-400-deal --issue caatsa-waiver --issue iran-oil --issue comcasa --issue defence-partnership \
    --set two-plus-two=held --kind meeting --place "New Delhi" \
    --actor "Mike Pompeo" --actor "Jim Mattis" --actor "Sushma Swaraj" --actor "Nirmala Sitharaman" \
    --summary "Foreign and defence ministers of both countries at one table. On the list: defence ties, the S-400, \
oil from Iran, COMCASA, perhaps Afghanistan; concern about China is common ground." \
    --source "$eve" --published 2018-09-05
run postpone first-two-plus-two --source "$eve" --published 2018-09-05 \
    --note "First delay, from April: Rex Tillerson had left office"
run reschedule first-two-plus-two --on "Thursday 6 September 2018" --source "$eve" --published 2018-09-05 \
    --note "Second delay, after Mike Pompeo's sudden trip to North Korea in June; now set for this day"

# ---- 6 September 2018: a report from New Delhi on the day of the 2+2 -------------------------------------------------

day="New Delhi report, day of the 2+2"
run occurred first-two-plus-two --on 2018-09-06 --set two-plus-two=held --source "$day" --published 2018-09-06
run import "$here/2018-09-06.jsonl"
run source iran-oil-sanctions-deadline --set "iran-oil.sanctions=in force" --by "Mike Pompeo" \
    --source "$day" --published 2018-09-06 --note "He confirms the date: enforcement begins then"

# ---- 4 October 2018: an online report on Vladimir Putin's visit ------------------------------------------------------

online="Online report on Putin's visit"
run import "$here/2018-10-04.jsonl"
run source wsj-on-s-400-waiver --source "$online" --published 2018-10-04 \
    --note "Cites the newspaper's report of the day before; the record knows it from here"
run source pompeo-on-caatsa-waiver --source "$online" --published 2018-10-04 \
    --note "Repeats, from the Wall Street Journal, that Washington does not mean to punish India"

# ---- 4 December 2018: an Indian report on the talks at the Pentagon --------------------------------------------------

pentagon="Indian report on the Pentagon talks"
published=2018-12-04T09:22+05:30
run import "$here/2018-12-04.jsonl"
run occurred s-400-contract --on "between 2018-10-04 and 2018-12-03" \
    --set s-400-deal=ordered --set "s-400-deal.value=~5bn USD" --set "s-400-deal.quantity=5 systems" \
    --source "$pentagon" --published $published \
    --note "Ordered not long ago, it says: after Putin arrived, with the deal yet unsigned, and before the Pentagon talks"
run source china-edd-sanctioned --set "china-edd-sanctions.head-of-department=named and sanctioned" \
    --source "$pentagon" --published $published \
    --note "Speaks of a Chinese military body sanctioned of late over the S-400, without its name"
run source caatsa-enacted --set "caatsa-waiver.purpose=hurt Russia through its buyers" \
    --source "$pentagon" --published $published --note "What the law is to punish: election meddling and Crimea"

# ---- 25 June 2019: Financial Express Online, before Mike Pompeo's talks in New Delhi ---------------------------------

run import "$here/2019-06-25.jsonl"
run source base-access-pact --set "lemoa=likely signed" --by "inference (same purpose)" \
    --source "Financial Express Online" --published 2019-06-25 \
    --note "LEMOA, as described here, does what the unnamed pact of the report of 4 October 2018 does"
