<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>AddComputerSheet</name>
    <message numerus="yes">
        <source>Not in it, as missing or damaged here: %n photo file(s).</source>
        <translation>
            <numerusform>Not in it, as missing or damaged here: %n photo file.</numerusform>
            <numerusform>Not in it, as missing or damaged here: %n photo files.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AddSheet</name>
    <message numerus="yes">
        <source>%n photo(s) added</source>
        <translation>
            <numerusform>%n photo added</numerusform>
            <numerusform>%n photos added</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n photo(s)</source>
        <translation>
            <numerusform>Add %n photo</numerusform>
            <numerusform>Add %n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AlertStrip</name>
    <message numerus="yes">
        <source>%n more alert(s)</source>
        <translation>
            <numerusform>%n more alert</numerusform>
            <numerusform>%n more alerts</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AnswerWords</name>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>AskCard</name>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n day late</numerusform>
            <numerusform>%n days late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>not reached %n time(s)</source>
        <translation>
            <numerusform>not reached %n time</numerusform>
            <numerusform>not reached %n times</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>BehindSheet</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CameraSheet</name>
    <message numerus="yes">
        <source>Go on with %n photo(s)</source>
        <translation>
            <numerusform>Go on with %n photo</numerusform>
            <numerusform>Go on with %n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClientList</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClientsScreen</name>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ClockNote</name>
    <message numerus="yes">
        <source>%n year(s)</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConflictWords</name>
    <message numerus="yes">
        <source>%n zone(s)</source>
        <translation>
            <numerusform>%n zone</numerusform>
            <numerusform>%n zones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n condition(s)</source>
        <translation>
            <numerusform>%n condition</numerusform>
            <numerusform>%n conditions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CountersignSheet</name>
    <message numerus="yes">
        <source>Countersign %n session(s)</source>
        <translation>
            <numerusform>Countersign %n session</numerusform>
            <numerusform>Countersign %n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DataSection</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new client(s)</source>
        <translation>
            <numerusform>%n new client</numerusform>
            <numerusform>%n new clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) not taken</source>
        <translation>
            <numerusform>%n row not taken</numerusform>
            <numerusform>%n rows not taken</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DeferredCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>DueCard</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Errors</name>
    <message numerus="yes">
        <source>%n try(s) left.</source>
        <translation>
            <numerusform>%n try left.</numerusform>
            <numerusform>%n tries left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Please wait %n second(s) before the next try.</source>
        <translation>
            <numerusform>Please wait %n second before the next try.</numerusform>
            <numerusform>Please wait %n seconds before the next try.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exchange</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n detail(s) of clients</source>
        <translation>
            <numerusform>%n detail of clients</numerusform>
            <numerusform>%n details of clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) in histories</source>
        <translation>
            <numerusform>%n answer in histories</numerusform>
            <numerusform>%n answers in histories</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n score(s)</source>
        <translation>
            <numerusform>%n score</numerusform>
            <numerusform>%n scores</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n follow-up(s)</source>
        <translation>
            <numerusform>%n follow-up</numerusform>
            <numerusform>%n follow-ups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n adverse event(s)</source>
        <translation>
            <numerusform>%n adverse event</numerusform>
            <numerusform>%n adverse events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n consent(s)</source>
        <translation>
            <numerusform>%n consent</numerusform>
            <numerusform>%n consents</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n plan(s)</source>
        <translation>
            <numerusform>%n plan</numerusform>
            <numerusform>%n plans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lot(s)</source>
        <translation>
            <numerusform>%n lot</numerusform>
            <numerusform>%n lots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n product</numerusform>
            <numerusform>%n products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n person(s)</source>
        <translation>
            <numerusform>%n person</numerusform>
            <numerusform>%n persons</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n computer(s)</source>
        <translation>
            <numerusform>%n computer</numerusform>
            <numerusform>%n computers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n recall(s)</source>
        <translation>
            <numerusform>%n recall</numerusform>
            <numerusform>%n recalls</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other record(s)</source>
        <translation>
            <numerusform>%n other record</numerusform>
            <numerusform>%n other records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExchangeCard</name>
    <message numerus="yes">
        <source>%n edit(s) to choose</source>
        <translation>
            <numerusform>%n edit to choose</numerusform>
            <numerusform>%n edits to choose</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message numerus="yes">
        <source>%n session(s) written to {file}.</source>
        <translation>
            <numerusform>%n session written to {file}.</numerusform>
            <numerusform>%n sessions written to {file}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportPage</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were taken over.</source>
        <translation>
            <numerusform>%n row was taken over.</numerusform>
            <numerusform>%n rows were taken over.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) came back.</source>
        <translation>
            <numerusform>%n picture came back.</numerusform>
            <numerusform>%n pictures came back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) were not in the file.</source>
        <translation>
            <numerusform>%n picture was not in the file.</numerusform>
            <numerusform>%n pictures were not in the file.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) were damaged and left out.</source>
        <translation>
            <numerusform>%n picture was damaged and left out.</numerusform>
            <numerusform>%n pictures were damaged and left out.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ExportSheet</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FilePage</name>
    <message numerus="yes">
        <source>%n row(s) under the heading</source>
        <translation>
            <numerusform>%n row under the heading</numerusform>
            <numerusform>%n rows under the heading</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FinishSheet</name>
    <message numerus="yes">
        <source>The same %n reason(s) hold here too</source>
        <translation>
            <numerusform>The same reason holds here too</numerusform>
            <numerusform>The same %n reasons hold here too</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>I have seen these %n warning(s)</source>
        <translation>
            <numerusform>I have seen this warning</numerusform>
            <numerusform>I have seen these %n warnings</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Formats</name>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) late</source>
        <translation>
            <numerusform>%n day late</numerusform>
            <numerusform>%n days late</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s) ago</source>
        <translation>
            <numerusform>%n month ago</numerusform>
            <numerusform>%n months ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ImportAssistant</name>
    <message numerus="yes">
        <source>Bring in %n session(s)</source>
        <translation>
            <numerusform>Bring in %n session</numerusform>
            <numerusform>Bring in %n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s) brought in from {file}.</source>
        <translation>
            <numerusform>%n session brought in from {file}.</numerusform>
            <numerusform>%n sessions brought in from {file}.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Insights</name>
    <message numerus="yes">
        <source>Change {first} → {last} {unit} in the %n client(s) who have both:</source>
        <translation>
            <numerusform>Change {first} → {last} {unit} in the %n client who have both:</numerusform>
            <numerusform>Change {first} → {last} {unit} in the %n clients who have both:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) were rated by several people; the person who rated most counts.</source>
        <translation>
            <numerusform>%n client were rated by several people; the person who rated most counts.</numerusform>
            <numerusform>%n clients were rated by several people; the person who rated most counts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n practitioner(s)</source>
        <translation>
            <numerusform>%n practitioner</numerusform>
            <numerusform>%n practitioners</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s)</source>
        <translation>
            <numerusform>%n event</numerusform>
            <numerusform>%n events</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>oldest %n day(s)</source>
        <translation>
            <numerusform>oldest %n day</numerusform>
            <numerusform>oldest %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>after %n session(s)</source>
        <translation>
            <numerusform>after %n session</numerusform>
            <numerusform>after %n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LettersSheet</name>
    <message numerus="yes">
        <source>%n letter(s)</source>
        <translation>
            <numerusform>%n letter</numerusform>
            <numerusform>%n letters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ListCard</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LotTrace</name>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n piece</numerusform>
            <numerusform>%n pieces</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n void session(s)</source>
        <translation>
            <numerusform>%n void session</numerusform>
            <numerusform>%n void sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MachinesSection</name>
    <message numerus="yes">
        <source>Changed on two computers: %n field(s).</source>
        <translation>
            <numerusform>Changed on two computers: %n field.</numerusform>
            <numerusform>Changed on two computers: %n fields.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message numerus="yes">
        <source>All %n session(s)</source>
        <translation>
            <numerusform>All %n session</numerusform>
            <numerusform>All %n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ready says that the %n day(s) of the plan have passed.</source>
        <translation>
            <numerusform>Ready says that the %n day of the plan have passed.</numerusform>
            <numerusform>Ready says that the %n days of the plan have passed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Merge</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>OutcomeCard</name>
    <message numerus="yes">
        <source>%n smaller group(s) not drawn.</source>
        <translation>
            <numerusform>%n smaller group not drawn.</numerusform>
            <numerusform>%n smaller groups not drawn.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotoIntake</name>
    <message numerus="yes">
        <source>Reading %n picture(s) …</source>
        <translation>
            <numerusform>Reading %n picture …</numerusform>
            <numerusform>Reading %n pictures …</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PhotosTab</name>
    <message numerus="yes">
        <source>%n photo(s) out of use</source>
        <translation>
            <numerusform>%n photo out of use</numerusform>
            <numerusform>%n photos out of use</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new picture(s) in the folder</source>
        <translation>
            <numerusform>%n new picture in the folder</numerusform>
            <numerusform>%n new pictures in the folder</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanTab</name>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PreviewView</name>
    <message numerus="yes">
        <source>%n new</source>
        <translation>
            <numerusform>%n new</numerusform>
            <numerusform>%n new</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changed</source>
        <translation>
            <numerusform>%n changed</numerusform>
            <numerusform>%n changed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Changed on both sides: %n field(s)</source>
        <translation>
            <numerusform>Changed on both sides: %n field</numerusform>
            <numerusform>Changed on both sides: %n fields</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductRow</name>
    <message numerus="yes">
        <source>%n zone(s)</source>
        <translation>
            <numerusform>%n zone</numerusform>
            <numerusform>%n zones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This scale has %n series, by different raters or versions. They are not mixed; these figures are of the series scored last.</source>
        <translation>
            <numerusform>This scale has %n series, by different raters or versions. They are not mixed; these figures are of the series scored last.</numerusform>
            <numerusform>This scale has %n series, by different raters or versions. They are not mixed; these figures are of the series scored last.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n adverse</source>
        <translation>
            <numerusform>%n adverse</numerusform>
            <numerusform>%n adverse</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Days count from the session to the last follow-up in which the sign was there; %n session(s) have a follow-up.</source>
        <translation>
            <numerusform>Days count from the session to the last follow-up in which the sign was there; %n session have a follow-up.</numerusform>
            <numerusform>Days count from the session to the last follow-up in which the sign was there; %n sessions have a follow-up.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressChart</name>
    <message numerus="yes">
        <source>%n score(s)</source>
        <translation>
            <numerusform>%n score</numerusform>
            <numerusform>%n scores</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressNotes</name>
    <message numerus="yes">
        <source>{days} d, %n session(s)</source>
        <translation>
            <numerusform>{days} d, %n session</numerusform>
            <numerusform>{days} d, %n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProgressReport</name>
    <message numerus="yes">
        <source>%n session(s) so far</source>
        <translation>
            <numerusform>%n session so far</numerusform>
            <numerusform>%n sessions so far</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QuestionsCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Recall</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s)</source>
        <translation>
            <numerusform>%n client</numerusform>
            <numerusform>%n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n client(s) told</source>
        <translation>
            <numerusform>The client was told</numerusform>
            <numerusform>All %n clients told</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n left to tell</source>
        <translation>
            <numerusform>%n left to tell</numerusform>
            <numerusform>%n left to tell</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecallModel</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecallSheet</name>
    <message numerus="yes">
        <source>%n client(s) were not told yet. That is kept with the recall.</source>
        <translation>
            <numerusform>%n client were not told yet. That is kept with the recall.</numerusform>
            <numerusform>%n clients were not told yet. That is kept with the recall.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReceiveSheet</name>
    <message numerus="yes">
        <source>Still to choose, under Computers: %n edit(s).</source>
        <translation>
            <numerusform>Still to choose, under Computers: %n edit.</numerusform>
            <numerusform>Still to choose, under Computers: %n edits.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Settled as you chose: %n edit(s).</source>
        <translation>
            <numerusform>Settled as you chose: %n edit.</numerusform>
            <numerusform>Settled as you chose: %n edits.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordScreen</name>
    <message numerus="yes">
        <source>%n addendum(s)</source>
        <translation>
            <numerusform>%n addendum</numerusform>
            <numerusform>%n addenda</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordTab</name>
    <message numerus="yes">
        <source>%n zone(s)</source>
        <translation>
            <numerusform>%n zone</numerusform>
            <numerusform>%n zones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n day(s)</source>
        <translation>
            <numerusform>every %n day</numerusform>
            <numerusform>every %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReportPage</name>
    <message numerus="yes">
        <source>%n new client(s)</source>
        <translation>
            <numerusform>%n new client</numerusform>
            <numerusform>%n new clients</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Retention</name>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n photo</numerusform>
            <numerusform>%n photos</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Review</name>
    <message numerus="yes">
        <source>%n zone(s)</source>
        <translation>
            <numerusform>%n zone</numerusform>
            <numerusform>%n zones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewActs</name>
    <message numerus="yes">
        <source>%n session(s) countersigned</source>
        <translation>
            <numerusform>%n session countersigned</numerusform>
            <numerusform>%n sessions countersigned</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewScreen</name>
    <message numerus="yes">
        <source>%n session(s) waiting for countersignature</source>
        <translation>
            <numerusform>%n session waiting for countersignature</numerusform>
            <numerusform>%n sessions waiting for countersignature</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with an open question</source>
        <translation>
            <numerusform>%n with an open question</numerusform>
            <numerusform>%n with an open question</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Countersign %n ticked</source>
        <translation>
            <numerusform>Countersign %n ticked</numerusform>
            <numerusform>Countersign %n ticked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Countersign %n complete</source>
        <translation>
            <numerusform>Countersign %n complete</numerusform>
            <numerusform>Countersign %n complete</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Screening</name>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s) ago</source>
        <translation>
            <numerusform>%n month ago</numerusform>
            <numerusform>%n months ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>in %n day(s)</source>
        <translation>
            <numerusform>in %n day</numerusform>
            <numerusform>in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s)</source>
        <translation>
            <numerusform>%n week</numerusform>
            <numerusform>%n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s)</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ScreeningPage</name>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n question</numerusform>
            <numerusform>%n questions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) answered before and still good</source>
        <translation>
            <numerusform>%n question answered before and still good</numerusform>
            <numerusform>%n questions answered before and still good</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SessionList</name>
    <message numerus="yes">
        <source>Show %n more</source>
        <translation>
            <numerusform>Show %n more</numerusform>
            <numerusform>Show %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SessionScreen</name>
    <message numerus="yes">
        <source>%n zone(s)</source>
        <translation>
            <numerusform>%n zone</numerusform>
            <numerusform>%n zones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SeverityMarks</name>
    <message numerus="yes">
        <source>%n stop(s)</source>
        <translation>
            <numerusform>%n stop</numerusform>
            <numerusform>%n stops</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n caution(s)</source>
        <translation>
            <numerusform>%n caution</numerusform>
            <numerusform>%n cautions</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SideColumn</name>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StockCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StockScreen</name>
    <message numerus="yes">
        <source>%n product(s)</source>
        <translation>
            <numerusform>%n product</numerusform>
            <numerusform>%n products</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lot(s)</source>
        <translation>
            <numerusform>%n lot</numerusform>
            <numerusform>%n lots</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n device(s)</source>
        <translation>
            <numerusform>%n device</numerusform>
            <numerusform>%n devices</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StockWords</name>
    <message numerus="yes">
        <source>expires in %n day(s)</source>
        <translation>
            <numerusform>expires in %n day</numerusform>
            <numerusform>expires in %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n piece(s)</source>
        <translation>
            <numerusform>%n piece</numerusform>
            <numerusform>%n pieces</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ToFinishCard</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n zone(s)</source>
        <translation>
            <numerusform>%n zone</numerusform>
            <numerusform>%n zones</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TodayScreen</name>
    <message numerus="yes">
        <source>%n zone(s)</source>
        <translation>
            <numerusform>%n zone</numerusform>
            <numerusform>%n zones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) due this week</source>
        <translation>
            <numerusform>%n client due this week</numerusform>
            <numerusform>%n clients due this week</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unfinished session(s)</source>
        <translation>
            <numerusform>%n unfinished session</numerusform>
            <numerusform>%n unfinished sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ToldLine</name>
    <message numerus="yes">
        <source>Mark %n as told</source>
        <translation>
            <numerusform>Mark %n as told</numerusform>
            <numerusform>Mark %n as told</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrailCheckSheet</name>
    <message numerus="yes">
        <source>The trail: what was done, in %n step(s), each sealed together with the one before. None was changed, none is missing between them.</source>
        <translation>
            <numerusform>The trail: what was done, in %n step, each sealed together with the one before. None was changed, none is missing between them.</numerusform>
            <numerusform>The trail: what was done, in %n steps, each sealed together with the one before. None was changed, none is missing between them.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TrailWords</name>
    <message numerus="yes">
        <source>%n zone(s)</source>
        <translation>
            <numerusform>%n zone</numerusform>
            <numerusform>%n zones</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n session(s)</source>
        <translation>
            <numerusform>%n session</numerusform>
            <numerusform>%n sessions</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Unsaved</name>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ZoneGrid</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n pass(es)</source>
        <translation>
            <numerusform>%n pass</numerusform>
            <numerusform>%n passes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ZoneMap</name>
    <message numerus="yes">
        <source>%n more row(s)</source>
        <translation>
            <numerusform>%n more row</numerusform>
            <numerusform>%n more rows</numerusform>
        </translation>
    </message>
</context>
</TS>
