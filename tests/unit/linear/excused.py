"""Functions that are given a text which nobody from outside has written, or do nothing with it that takes time."""

_PATH = "a path, or a name out of a closed list"
_ID = "an element's id, which is short and looked up"
_OURS = "words of ours"
_KEPT = "a text that is kept, or put into an edit, as it is"
_FILE = "a path of the file system"
_WHOLE = "writes to disk what other functions have read"
_PARTS = "a part of a draft's text, which is measured as a whole where one is written"
_SOURCE = "a part of a file of another tool, which is measured as a whole with sources.files.pieces_of"
_ADOPTED = (
    "an organization's template of at most 1,000 lines, or a part of it: tests/unit/test_adopt.py measures the whole"
)
_PASSED_ON = "hands the text to what is measured, and does nothing else with it"
_OF_A_PASTE = "a line of a paste, which is measured as a whole with timeline.paste.read_paste"
_MATCHED = "what a pattern has found, which is short"
_KNOWN = "a key out of the catalog of keys, or a service of the config file"

EXCUSED: dict[str, str] = {}
for _reason, _names in (
    (_PATH, """model.custom_answers.is_column_name model.custom_answers.with_cell model.paths.in_custom_row
        template.fields.is_custom_list template.question_labels.name_of session.session.Session.making_rows
        figures.context.FigureContext.label model.edit.restoring model.views.base_list model.views.elements
        template.settings.Settings.printing
        model.paths.beside model.paths.check_field model.paths.value_at figures.context.FigureContext.settled
        figures.context.FigureContext.text figures.context.FigureContext.readable
        figures.context.FigureContext.has figures.context.FigureContext.amount
        figures.context.FigureContext.rate figures.context.FigureContext.hourly
        figures.context.FigureContext.length figures.catalog.figure_at figures.families.budget.calendar_span
        figures.families.budget.calendar_spans template.input_parsing.enter template.line_checks.check
        template.settings.Settings.printing
        template.progress.Completeness.raw_rows template.values.Values.scopes template.values.Values.bound
        template.values.Values.figure template.values.Values.figure_mark template.values.Values.figure_words
        template.values.Values.raw template.values.Values.place template.values.Values.value
        template.values.Values.is_ticked template.values.Values.words template.values.Values.joined
        review.claims.known_facts.Facts.fits review.claims.known_facts.Facts.knows
        review.claims.known_facts.Facts.in_words review.claims.known_facts.Facts.other_time
        review.claims.known_facts.Facts.most review.claims.endpoints.milestone_pairs
        review.old_values.SeenValues.old
        review.findings.ReviewResult.at session.action_edits.sorting session.action_edits.cycle_edits
        session.labels.place_label session.labels.place_name session.labels.value_text
        session.places.question_at
        session.session.Session.holds session.session.Session.refuse session.session.Session.apply
        session.session.Session.attempt session.session.Session.remove_row session.session.Session.removing
        session.session.Session.move_row model.catalog.Question.in_row model.catalog.Question.concerns
        session.overrides.use_computed_edit storage.journal.Journal.append
        storage.draft_store.DraftStore.record storage.draft_folder.change_template config.reading.Config.where
        config.reading.Config.answers storage.migrations.as_written storage.migrations.instead_of
        storage.migrations.path_as_now figures.compute.bounded model.merging.is_kept_by_pmtui
        model.signed_digests.signing model.signed_digests.changed_rows
        model.signed_digests.changed_since_signing review.rules.sharing.signed_name
        session.unfinished_text.clearing session.unfinished_text.key_of_list session.unfinished_text.pending
        causes.derived_fields.derived model.unfinished.is_in_row model.unfinished.is_request
        model.unfinished.note_name model.unseen.agent_of model.unseen.is_answered model.unseen.is_row
        model.unseen.row_parts model.unseen.seeing_edits model.unseen.under session.session.Session.see
        model.unfinished.request_name model.unfinished.without_note"""),
    (_ADOPTED, """template.adopt.adopted.adopt template.adopt.answers.asked template.adopt.answers.is_marking
        template.adopt.answers.offers_severity template.adopt.ideas.by_ideas template.adopt.vocabulary.ideas_of
        template.adopt.vocabulary.is_bare template.adopt.vocabulary.read
        template.adopt.edits.edits_of template.adopt.edits.edits_of_rest
        template.adopt.kept.doubted template.adopt.kept.is_fixed template.adopt.kept.with_doubts
        template.adopt.marks.kind_of_blank
        template.adopt.meaning.unnumbered template.adopt.events.add_event
        template.adopt.finder.Finder.above template.adopt.finder.Finder.add template.adopt.finder.Finder.box
        template.adopt.labels.add_line template.adopt.labels.add_paragraph
        template.adopt.labels.add_placeholders template.adopt.lines.content_of
        template.adopt.lines.indent_of template.adopt.lines.shape template.adopt.lists.add_list
        template.adopt.marks.clean template.adopt.marks.is_instruction template.adopt.marks.marks
        template.adopt.marks.options template.adopt.marks.whole template.adopt.meaning.about
        template.adopt.meaning.columns template.adopt.meaning.contexts template.adopt.meaning.custom_type
        template.adopt.meaning.guesses template.adopt.meaning.is_generic template.adopt.meaning.known
        template.adopt.meaning.list_below template.adopt.meaning.list_of template.adopt.meaning.tokens
        template.adopt.meaning.view_of template.adopt.outline.outline
        template.adopt.outline.template_in_fence template.adopt.places.find_places
        template.adopt.proposals.propose template.adopt.proposals.slug template.adopt.rows.add_row
        template.adopt.rows.add_sample_row template.adopt.scales.scale_settings
        template.adopt.tables.cells template.adopt.tables.places template.adopt.wordings.named
        template.adopt.events.add_event_lines template.adopt.labels.has_question template.adopt.meaning.row_columns
        template.adopt.marks.kind_of_answer"""),
    (_SOURCE, """sources.kinds.messages.chat_message sources.kinds.syslog.system_line sources.sorting.Collection.add
        sources.reading.Reading.count sources.reading.Reading.event sources.reading.Reading.is_another_channel
        sources.reading.Reading.learn sources.reading.Reading.name sources.reading.Reading.noise
        sources.reading.Reading.tell sources.registry.source_of_json sources.registry.source_of_lines
        sources.sorting.family sources.files.pieces_in_order sources.values.first_of sources.values.has
        sources.values.has_list sources.values.items_of sources.values.rows_at sources.values.text_at
        sources.values.nested_value sources.intake.read_pieces session.event_import.importing
        session.event_import.add_to_draft sources.files.text_lines"""),
    (_ID, """model.paths.position model.status_changes.changing_status model.status_changes.following_up
        causes.tree_edits.adding causes.tree_edits.indenting causes.tree_edits.cycle_gate_edits
        causes.tree_edits.moving causes.tree_edits.outdenting causes.tree_edits.removing
        causes.tree_edits.shifting causes.tree_edits.grouping causes.tree_edits.joined causes.tree_edits.ways
        causes.gates.expression causes.tree.Tree.asked causes.tree.Tree.is_group
        storage.exported_documents.changed storage.exported_documents.is_of_another
        storage.exported_documents.is_ours session.cause_messages.understood storage.draft_folder.same_drafts
        storage.leftovers.note_place causes.evidence.evidence_words causes.evidence.supported_by
        causes.tree.Tree.parent causes.tree.Tree.strand causes.tree.Tree.children causes.tree.Tree.answers
        causes.tree.Tree.path causes.tree.Tree.below causes.tree.Tree.question causes.tree.Tree.junction
        session.action_edits.linking session.opening.open_session session.undated_events.give_days
        timeline.event_times.waiting_path timeline.event_times.is_event_time timeline.event_times.around_field
        timeline.event_times.around timeline.event_times.time_edits session.session.Session.entering_at
        template.input_parsing.InputParser.of session.one_change.change_draft
        template.question_rows.question_row"""),
    (_OURS, """language.beginnings.beginnings language.beginnings.any_of review.prose.sentences
        language.pattern.compile_words language.pattern.with_parts
        review.claims.patterns.lines_of model.answer.ask_answer model.kinds.ask parsing.moments.write_span
        parsing.amounts.write_estimate parsing.amounts.write_money template.inline.write_inline text.plural
        model.edit.sorting_edits session.file_status.FileStatus.do session.file_status.FileDialog.report
        session.known_inputs.keep review.context.Context.found storage.leftovers.put_aside
        storage.migrations.migrated"""),
    (_KEPT, """session.action_edits.adding session.action_edits.declining session.action_edits.setting
        session.adopting.own_choice text.do_not session.labels.question_name model.left_out.heading_left_out
        model.left_out.heading_name model.left_out.is_heading model.left_out.title_of
        session.timeline_edits.sharing session.session.Session.enter session.session.Session.mark
        session.session.Session.add_row session.unfinished_text.keep session.unfinished_text.replace
        model.status_changes.recording storage.last_position.remember_title storage.draft_file.headed"""),
    (_FILE, """session.templates.load_template template.lookup.load
        template.lookup.locate template.lookup.read_source session.opening.save_elsewhere
        session.file_choices.choices session.file_choices.completed session.import_files.read_files
        storage.safe_files.sweep storage.draft_folder.create storage.leftovers.forget_place
        storage.last_position.state_file storage.covered.remember
        storage.leftovers.journals_elsewhere session.overviews.OverviewReader.digest
        session.overviews.OverviewReader.template session.overviews.overview storage.overviews.Reader.digest"""),
    (_WHOLE, """storage.safe_files.write_atomically storage.journal.Journal.begin
        storage.journal.Journal.saving storage.draft_folder.free_path session.saved_settings.remember
        session.saved_settings.remember_setting session.saved_settings.replaced_by
        storage.exported_documents.keep_other storage.exported_documents.remember
        storage.exported_documents.write storage.overviews.remember
        text.TerminalStream.write text.TerminalStream.writelines"""),
    (_PARTS, """language.finder.weigh language.pattern.Reason.holds storage.field_lines.FieldLines.line
        storage.field_lines.FieldLines.typed_line
        template.line_printer.LinePrinter.gap template.line_printer.LinePrinter.line_state
        template.line_printer.LinePrinter.repeat template.line_printer.LinePrinter.written
        template.inline.without_links template.rewrite_inline.comment template.rewrite_inline.rewrite_html
        template.rewrite_inline.rewrite_inline template.rewrite_inline.wrapped
        template.question_labels.label_of template.question_labels.distinct_prompts
        template.line_printer.is_missing template.line_printer.state_text
        storage.draft_file.check_names toml.lines.nearest_line toml.tokens.items toml.tokens.parts
        toml.tokens.value_end
        toml.values.has_id toml.values.key_part toml.values.renames toml.values.unquoted
        toml.values.Rewriting.value"""),
    (_KNOWN, """session.defaults.filling keys.clashes keys.KeyMap.bare keys.KeyMap.legend keys.KeyMap.name
        keys.keymap keys.keys_of"""),
    (_PASSED_ON, """session.session.Session.interpretation session.entry_lines.action_from
        session.entry_lines.cause_from session.entry_lines.event_from session.entry_lines.line_to
        session.entry_lines.row_from session.answering.changes_in session.paste_preview.PastePreview.answer_typed
        session.paste_preview.PastePreview.set_day session.paste_preview.PastePreview.set_zone
        timeline.corrections.in_zone session.import_files.read_text session.import_preview.ImportPreview.filter_by"""),
    (_OF_A_PASTE, """timeline.given_above.GivenAbove.beside timeline.given_above.GivenAbove.left_open
        timeline.given_above.GivenAbove.take_year timeline.given_above.GivenAbove.unread timeline.pieces.pieces_of
        timeline.taken_lines.TakenLines.add timeline.taken_lines.TakenLines.event
        timeline.taken_lines.TakenLines.is_timed timeline.giving_lines.take_day_line
        timeline.giving_lines.take_day_heading timeline.giving_lines.take_introduction
        timeline.giving_lines.take_stated_zone
        timeline.table_lines.time_in timeline.chat_lines.take_chat_line"""),
    (
        _MATCHED,
        "parsing.days.weekday_of parsing.durations.shift_of parsing.clocks.time_of_day parsing.clocks.time_of",
    ),
    (_PASSED_ON, "parsing.instants.joined parsing.clocks.is_range"),
):  # fmt: skip
    EXCUSED |= dict.fromkeys(_names.split(), _reason)
