/** Slack's names for the emoji common in an operations channel. A name that is not here is shown as `:name:`. */
export const emoji: Readonly<Record<string, string>> = Object.fromEntries(
  `white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎
no_entry ⛔|no_entry_sign 🚫|octagonal_sign 🛑|stop_sign 🛑|warning ⚠️|rotating_light 🚨|exclamation ❗
heavy_exclamation_mark ❗|grey_exclamation ❕|question ❓|grey_question ❔|bangbang ‼️|interrobang ⁉️
information_source ℹ️|red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢
large_blue_circle 🔵|large_purple_circle 🟣|large_brown_circle 🟤|white_circle ⚪|black_circle ⚫
large_red_square 🟥|large_orange_square 🟧|large_yellow_square 🟨|large_green_square 🟩|large_blue_square 🟦
large_purple_square 🟪|black_large_square ⬛|white_large_square ⬜|large_orange_diamond 🔶|large_blue_diamond 🔷
small_orange_diamond 🔸|small_blue_diamond 🔹|small_red_triangle 🔺|small_red_triangle_down 🔻|radio_button 🔘
arrow_up ⬆️|arrow_down ⬇️|arrow_left ⬅️|arrow_right ➡️|arrow_upper_right ↗️|arrow_lower_right ↘️
arrow_up_small 🔼|arrow_down_small 🔽|arrow_forward ▶️|arrow_backward ◀️|fast_forward ⏩|rewind ⏪
arrow_double_up ⏫|arrow_double_down ⏬|arrows_counterclockwise 🔄|arrows_clockwise 🔃|repeat 🔁
leftwards_arrow_with_hook ↩️|arrow_right_hook ↪️|left_right_arrow ↔️|arrow_up_down ↕️|back 🔙|soon 🔜
black_square_for_stop ⏹️|double_vertical_bar ⏸️|black_circle_for_record ⏺️|black_right_pointing_double_triangle_with_vertical_bar ⏭️
hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|timer_clock ⏲️|alarm_clock ⏰|watch ⌚|clock1 🕐|clock3 🕒|clock9 🕘
bell 🔔|no_bell 🔕|loudspeaker 📢|mega 📣|speech_balloon 💬|thought_balloon 💭|eyes 👀|mag 🔍|mag_right 🔎
bulb 💡|flashlight 🔦|wrench 🔧|hammer 🔨|hammer_and_wrench 🛠️|gear ⚙️|nut_and_bolt 🔩|toolbox 🧰|construction 🚧
package 📦|rocket 🚀|ship 🚢|whale 🐳|whale2 🐋|anchor ⚓|satellite 🛰️|globe_with_meridians 🌐|cloud ☁️
computer 💻|desktop_computer 🖥️|keyboard ⌨️|floppy_disk 💾|file_cabinet 🗄️|card_index_dividers 🗂️|card_file_box 🗃️
clipboard 📋|memo 📝|pencil ✏️|pencil2 ✏️|page_facing_up 📄|page_with_curl 📃|scroll 📜|bookmark 🔖|label 🏷️
link 🔗|paperclip 📎|pushpin 📌|round_pushpin 📍|chart_with_upwards_trend 📈|chart_with_downwards_trend 📉|bar_chart 📊
lock 🔒|unlock 🔓|closed_lock_with_key 🔐|key 🔑|shield 🛡️|passport_control 🛂|wastebasket 🗑️|put_litter_in_its_place 🚮
fire 🔥|boom 💥|zap ⚡|collision 💥|bomb 💣|skull 💀|skull_and_crossbones ☠️|ghost 👻|ambulance 🚑|fire_engine 🚒
fire_extinguisher 🧯|adhesive_bandage 🩹|stethoscope 🩺|hospital 🏥|pill 💊|heart ❤️|green_heart 💚|yellow_heart 💛|broken_heart 💔
heartbeat 💓|heartpulse 💗|tada 🎉|confetti_ball 🎊|sparkles ✨|star ⭐|star2 🌟|dizzy 💫|trophy 🏆|checkered_flag 🏁
triangular_flag_on_post 🚩|wave 👋|+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|ok_hand 👌|clap 👏|raised_hands 🙌|pray 🙏
muscle 💪|point_right 👉|point_left 👈|point_up_2 👆|point_down 👇|raised_hand ✋|hand ✋|handshake 🤝|writing_hand ✍️
smile 😄|smiley 😃|grinning 😀|slightly_smiling_face 🙂|wink 😉|thinking_face 🤔|sweat_smile 😅|joy 😂|cry 😢|sob 😭
scream 😱|sleeping 😴|zzz 💤|sunglasses 😎|nerd_face 🤓|robot_face 🤖|face_with_monocle 🧐|male-detective 🕵️‍♂️|man_shrugging 🤷‍♂️|shrug 🤷
busts_in_silhouette 👥|bust_in_silhouette 👤|technologist 🧑‍💻|male-technologist 👨‍💻|construction_worker 👷|baby 👶|turtle 🐢|snail 🐌
bug 🐛|ladybug 🐞|spider_web 🕸️|snake 🐍|hatching_chick 🐣|seedling 🌱|deciduous_tree 🌳|recycle ♻️|infinity ♾️
coffee ☕|beer 🍺|pizza 🍕|cake 🍰|gift 🎁|balloon 🎈|money_with_wings 💸|moneybag 💰|credit_card 💳|abacus 🧮
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|eight 8️⃣|nine 9️⃣|zero 0️⃣|keycap_ten 🔟|hash #️⃣|100 💯
new 🆕|free 🆓|up 🆙|cool 🆒|ok 🆗|sos 🆘|id 🆔|vs 🆚|twisted_rightwards_arrows 🔀|arrow_heading_up ⤴️|arrow_heading_down ⤵️
heavy_plus_sign ➕|heavy_minus_sign ➖|heavy_multiplication_x ✖️|heavy_division_sign ➗|white_small_square ▫️|black_small_square ▪️
sunny ☀️|partly_sunny ⛅|rainbow 🌈|umbrella ☔|snowflake ❄️|thunder_cloud_and_rain ⛈️|ocean 🌊|earth_americas 🌎|earth_africa 🌍
mailbox 📫|email ✉️|envelope ✉️|inbox_tray 📥|outbox_tray 📤|telephone_receiver 📞|calendar 📅|date 📅|spiral_calendar_pad 🗓️
test_tube 🧪|microscope 🔬|dna 🧬|magnet 🧲|electric_plug 🔌|battery 🔋|door 🚪|ladder 🪜|compass 🧭|world_map 🗺️|books 📚|book 📖|mortar_board 🎓`
    .split(/\||\n/)
    .map((pair) => {
      const at = pair.lastIndexOf(' ');
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
);

const day = 86_400_000;

/** Slack's date template (`{date_short} at {time}`) for a time in epoch seconds, in the reader's zone and language. */
export function formatDate(timestamp: number, format: string, now: number, locale?: string): string {
  const date = new Date(timestamp * 1000);
  const write = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(locale, options).format(date);
  const long: Intl.DateTimeFormatOptions = {
    weekday: 'long',
    month: 'long',
    day: 'numeric',
    year: 'numeric',
  };
  const noYear: Intl.DateTimeFormatOptions = { month: 'long', day: 'numeric' };
  const short: Intl.DateTimeFormatOptions = { month: 'short', day: 'numeric', year: 'numeric' };
  const pretty = (text: string) => relativeDay(date, now, locale) ?? text;
  const two = (number: number) => String(number).padStart(2, '0');
  const tokens: Readonly<Record<string, () => string>> = {
    date_num: () => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`,
    date_slash: () => `${two(date.getDate())}/${two(date.getMonth() + 1)}/${date.getFullYear()}`,
    date: () => write(noYear),
    date_pretty: () => pretty(write(noYear)),
    date_short: () => write(short),
    date_short_pretty: () => pretty(write(short)),
    date_long: () => write(long),
    date_long_pretty: () => pretty(write(long)),
    date_long_full: () => write({ ...noYear, year: 'numeric' }),
    day_divider_pretty: () => pretty(write({ weekday: 'long', month: 'long', day: 'numeric' })),
    time: () => write({ hour: 'numeric', minute: '2-digit' }),
    time_secs: () => write({ hour: 'numeric', minute: '2-digit', second: '2-digit' }),
    ago: () => ago(timestamp * 1000, now),
  };
  return format.replace(/\{(\w+)\}/g, (token, name: string) => tokens[name]?.() ?? token);
}

function relativeDay(date: Date, now: number, locale: string | undefined): string | undefined {
  const days = Math.round((midnight(date) - midnight(new Date(now))) / day);
  if (Math.abs(days) > 1) return undefined;
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(days, 'day');
}

function midnight(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

function ago(at: number, now: number): string {
  const seconds = Math.round((now - at) / 1000);
  const units: readonly [number, string][] = [
    [86_400, 'day'],
    [3600, 'hour'],
    [60, 'minute'],
    [1, 'second'],
  ];
  const [size, name] = units.find(([unit]) => Math.abs(seconds) >= unit) ?? [1, 'second'];
  const count = Math.floor(Math.abs(seconds) / size);
  if (count === 0) return 'just now';
  const span = `${count} ${name}${count === 1 ? '' : 's'}`;
  return seconds < 0 ? `in ${span}` : `${span} ago`;
}
