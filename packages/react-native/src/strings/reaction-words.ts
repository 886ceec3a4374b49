// The words of reactions and of the picker of emoji, in every language; the tables hold them as their `reactions`.

import type { EmojiGroupName } from '../components/reactions/emoji-data.ts'
import type { SkinTone } from '../components/reactions/skin-tone.ts'
import type { Wording } from './wording.ts'

export interface ReactionWords {
  readonly label: string
  readonly quick_label: string
  readonly more: string
  readonly chip: (emoji: string, people: string) => string
  readonly you: string
  readonly take_back: string
  readonly none: string
  readonly too_many: string
  readonly pick_title: string
  readonly search: string
  readonly loading: string
  readonly load_failed: string
  readonly again: string
  readonly nothing_found: string
  readonly recent: string
  readonly skin: string
  readonly tone: Readonly<Record<SkinTone, string>>
  readonly group: Readonly<Record<EmojiGroupName, string>>
}

type Named = Pick<Wording<never>, 'name'>

export const ENGLISH_REACTIONS = ({ name }: Named): ReactionWords => ({
  label: 'Reactions',
  quick_label: 'React with',
  more: 'More emoji',
  chip: (emoji, people) => `${emoji} from ${name(people)}`,
  you: 'You',
  take_back: 'Take back',
  none: 'No reactions',
  too_many: 'You can put up to six different reactions on a message. Take one back first.',
  pick_title: 'Choose an emoji',
  search: 'Search emoji',
  loading: 'Loading…',
  load_failed: 'The emoji could not be loaded.',
  again: 'Try again',
  nothing_found: 'Nothing found',
  recent: 'Used last',
  skin: 'Skin tone',
  tone: { none: 'Yellow', light: 'Light', medium_light: 'Medium light', medium: 'Medium', medium_dark: 'Medium dark', dark: 'Dark' },
  group: {
    smileys: 'Smileys',
    people: 'People',
    animals: 'Animals and nature',
    food: 'Food and drink',
    travel: 'Travel and places',
    activities: 'Activities',
    objects: 'Objects',
    symbols: 'Symbols',
    flags: 'Flags',
  },
})

export const SPANISH_REACTIONS = ({ name }: Named): ReactionWords => ({
  label: 'Reacciones',
  quick_label: 'Reaccionar con',
  more: 'Más emojis',
  chip: (emoji, people) => `${emoji} de ${name(people)}`,
  you: 'Tú',
  take_back: 'Quitar',
  none: 'Sin reacciones',
  too_many: 'Puedes poner hasta seis reacciones distintas en un mensaje. Quita una primero.',
  pick_title: 'Elige un emoji',
  search: 'Buscar emojis',
  loading: 'Cargando…',
  load_failed: 'No se pudieron cargar los emojis.',
  again: 'Reintentar',
  nothing_found: 'No se encontró nada',
  recent: 'Usados hace poco',
  skin: 'Tono de piel',
  tone: { none: 'Amarillo', light: 'Claro', medium_light: 'Claro medio', medium: 'Medio', medium_dark: 'Oscuro medio', dark: 'Oscuro' },
  group: {
    smileys: 'Caritas',
    people: 'Personas',
    animals: 'Animales y naturaleza',
    food: 'Comida y bebida',
    travel: 'Viajes y lugares',
    activities: 'Actividades',
    objects: 'Objetos',
    symbols: 'Símbolos',
    flags: 'Banderas',
  },
})

export const FILIPINO_REACTIONS = ({ name }: Named): ReactionWords => ({
  label: 'Mga reaksiyon',
  quick_label: 'Mag-react ng',
  more: 'Iba pang emoji',
  chip: (emoji, people) => `${emoji} mula kay ${name(people)}`,
  you: 'Ikaw',
  take_back: 'Bawiin',
  none: 'Walang reaksiyon',
  too_many: 'Hanggang anim na magkakaibang reaksiyon lang ang mailalagay mo sa isang mensahe. Bawiin muna ang isa.',
  pick_title: 'Pumili ng emoji',
  search: 'Maghanap ng emoji',
  loading: 'Kinukuha…',
  load_failed: 'Hindi makuha ang mga emoji.',
  again: 'Subukan ulit',
  nothing_found: 'Walang nahanap',
  recent: 'Huling ginamit',
  skin: 'Kulay ng balat',
  tone: {
    none: 'Dilaw',
    light: 'Light',
    medium_light: 'Katamtamang light',
    medium: 'Katamtaman',
    medium_dark: 'Katamtamang dark',
    dark: 'Dark',
  },
  group: {
    smileys: 'Mga mukha',
    people: 'Mga tao',
    animals: 'Hayop at kalikasan',
    food: 'Pagkain at inumin',
    travel: 'Biyahe at lugar',
    activities: 'Mga gawain',
    objects: 'Mga bagay',
    symbols: 'Mga simbolo',
    flags: 'Mga watawat',
  },
})

export const ARABIC_REACTIONS = ({ name }: Named): ReactionWords => ({
  label: 'التفاعلات',
  quick_label: 'تفاعل بواسطة',
  more: 'مزيد من الرموز',
  chip: (emoji, people) => `${emoji} من ${name(people)}`,
  you: 'أنت',
  take_back: 'إزالة',
  none: 'لا تفاعلات',
  too_many: 'يمكنك وضع ستة تفاعلات مختلفة على الأكثر على الرسالة الواحدة. أزل واحدًا أولًا.',
  pick_title: 'اختر رمزًا تعبيريًا',
  search: 'ابحث عن رمز',
  loading: 'جارٍ التحميل…',
  load_failed: 'تعذّر تحميل الرموز.',
  again: 'حاول مجددًا',
  nothing_found: 'لا نتائج',
  recent: 'آخر ما استُخدم',
  skin: 'لون البشرة',
  tone: { none: 'أصفر', light: 'فاتح', medium_light: 'فاتح معتدل', medium: 'معتدل', medium_dark: 'داكن معتدل', dark: 'داكن' },
  group: {
    smileys: 'وجوه',
    people: 'أشخاص',
    animals: 'حيوانات وطبيعة',
    food: 'طعام وشراب',
    travel: 'سفر وأماكن',
    activities: 'أنشطة',
    objects: 'أشياء',
    symbols: 'رموز',
    flags: 'أعلام',
  },
})
