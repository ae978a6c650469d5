/** Element types that a person acts on; each has an `action_id`. */
export const actionableTypes: ReadonlySet<string> = new Set([
  ...[
    'button',
    'workflow_button',
    'icon_button',
    'feedback_buttons',
    'overflow',
    'checkboxes',
    'radio_buttons',
  ],
  ...['static_select', 'external_select', 'users_select', 'conversations_select', 'channels_select'],
  ...['multi_static_select', 'multi_external_select', 'multi_users_select', 'multi_conversations_select'],
  ...[
    'multi_channels_select',
    'datepicker',
    'timepicker',
    'datetimepicker',
    'plain_text_input',
    'number_input',
  ],
  ...['email_text_input', 'url_text_input', 'file_input', 'rich_text_input'],
]);
