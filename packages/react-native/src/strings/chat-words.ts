// The words around one chat: its menu, what is told of its job, the way through its history, in every language. The tables
// hold them as their `chat_more`.

import type { Wording } from './wording.ts'

export interface ChatMoreWords {
  readonly menu: string
  readonly search: string
  readonly search_none: string
  readonly search_device: string
  readonly search_failed: string
  /** While earlier messages were not looked through. */
  readonly search_so_far: string
  readonly search_older: string
  readonly older_failed: string
  readonly hit_of: (at: number, count: number) => string
  /** There may be more of them. */
  readonly hit_of_more: (at: number, count: number) => string
  readonly hit_older: string
  readonly hit_newer: string
  readonly search_end: string
  readonly job_open: string
  readonly job_status: string
  readonly job_price: string
  readonly job_place: string
  readonly job_when: string
  readonly job_people: string
  readonly role: { readonly worker: string; readonly client: string }
  readonly you: (person: string) => string
  readonly range: (from: string, to: string) => string
  readonly to_newest: string
  readonly go_back: string
  readonly load_newer: string
  readonly loading_newer: string
  readonly not_found: string
  readonly not_now: string
}

type Words = Pick<Wording<never>, 'name' | 'number'>

export const ENGLISH_CHAT = ({ name, number }: Words): ChatMoreWords => ({
  menu: 'More about this chat',
  search: 'Search in this chat',
  search_none: 'Not found in this chat',
  search_device: 'Only what this device keeps was searched',
  search_failed: 'The search did not work. Try again.',
  search_so_far: 'Not found so far. Earlier messages can still be searched.',
  search_older: 'Searching earlier messages…',
  older_failed: 'Earlier messages could not be searched. Try again.',
  hit_of: (at, count) => `${number(at)} of ${number(count)}`,
  hit_of_more: (at, count) => `${number(at)} of ${number(count)}+`,
  hit_older: 'Earlier hit',
  hit_newer: 'Later hit',
  search_end: 'End the search',
  job_open: 'All about this job',
  job_status: 'Status',
  job_price: 'Price',
  job_place: 'Place',
  job_when: 'When',
  job_people: 'People',
  role: { worker: 'Worker', client: 'Client' },
  you: (person) => `${name(person)} (you)`,
  range: (from, to) => `${name(from)} – ${name(to)}`,
  to_newest: 'To the newest messages',
  go_back: 'Back to where you were',
  load_newer: 'Show later messages',
  loading_newer: 'Loading later messages…',
  not_found: 'This message is not available',
  not_now: 'This message cannot be loaded now',
})

export const SPANISH_CHAT = ({ name, number }: Words): ChatMoreWords => ({
  menu: 'Más sobre este chat',
  search: 'Buscar en este chat',
  search_none: 'No se encontró en este chat',
  search_device: 'Solo se buscó en lo guardado en este dispositivo',
  search_failed: 'La búsqueda no funcionó. Inténtalo otra vez.',
  search_so_far: 'Nada por ahora. Aún se puede buscar en mensajes anteriores.',
  search_older: 'Buscando en mensajes anteriores…',
  older_failed: 'No se pudo buscar en los mensajes anteriores. Inténtalo otra vez.',
  hit_of: (at, count) => `${number(at)} de ${number(count)}`,
  hit_of_more: (at, count) => `${number(at)} de ${number(count)}+`,
  hit_older: 'Resultado anterior en el tiempo',
  hit_newer: 'Resultado posterior',
  search_end: 'Terminar la búsqueda',
  job_open: 'Todo sobre este trabajo',
  job_status: 'Estado',
  job_price: 'Precio',
  job_place: 'Lugar',
  job_when: 'Cuándo',
  job_people: 'Personas',
  role: { worker: 'Trabajador', client: 'Cliente' },
  you: (person) => `${name(person)} (tú)`,
  range: (from, to) => `de ${name(from)} a ${name(to)}`,
  to_newest: 'A los mensajes más recientes',
  go_back: 'Volver a donde estabas',
  load_newer: 'Ver mensajes posteriores',
  loading_newer: 'Cargando mensajes posteriores…',
  not_found: 'Este mensaje no está disponible',
  not_now: 'Este mensaje no se puede cargar ahora',
})

export const FILIPINO_CHAT = ({ name, number }: Words): ChatMoreWords => ({
  menu: 'Iba pa tungkol sa usapang ito',
  search: 'Maghanap sa usapang ito',
  search_none: 'Wala sa usapang ito',
  search_device: 'Ang nasa device na ito lang ang hinanapan',
  search_failed: 'Hindi gumana ang paghahanap. Subukan ulit.',
  search_so_far: 'Wala pang nahanap. Puwede pang hanapan ang mas naunang mensahe.',
  search_older: 'Naghahanap sa mas naunang mensahe…',
  older_failed: 'Hindi nahanapan ang mas naunang mensahe. Subukan ulit.',
  hit_of: (at, count) => `${number(at)} sa ${number(count)}`,
  hit_of_more: (at, count) => `${number(at)} sa ${number(count)}+`,
  hit_older: 'Mas naunang nahanap',
  hit_newer: 'Mas huling nahanap',
  search_end: 'Tapusin ang paghahanap',
  job_open: 'Lahat tungkol sa trabahong ito',
  job_status: 'Kalagayan',
  job_price: 'Presyo',
  job_place: 'Lugar',
  job_when: 'Kailan',
  job_people: 'Mga tao',
  role: { worker: 'Manggagawa', client: 'Kliyente' },
  you: (person) => `${name(person)} (ikaw)`,
  range: (from, to) => `${name(from)} hanggang ${name(to)}`,
  to_newest: 'Sa pinakabagong mensahe',
  go_back: 'Bumalik sa pinanggalingan',
  load_newer: 'Ipakita ang mas huling mensahe',
  loading_newer: 'Kinukuha ang mas huling mensahe…',
  not_found: 'Hindi makita ang mensaheng ito',
  not_now: 'Hindi makuha ang mensaheng ito sa ngayon',
})

export const ARABIC_CHAT = ({ name, number }: Words): ChatMoreWords => ({
  menu: 'المزيد عن هذه المحادثة',
  search: 'بحث في هذه المحادثة',
  search_none: 'لا نتائج في هذه المحادثة',
  search_device: 'شمل البحث ما يحفظه هذا الجهاز فقط',
  search_failed: 'لم ينجح البحث. حاول مجددًا.',
  search_so_far: 'لا نتائج حتى الآن. ما زال بالإمكان البحث في رسائل أقدم.',
  search_older: 'جارٍ البحث في رسائل أقدم…',
  older_failed: 'تعذّر البحث في الرسائل الأقدم. حاول مجددًا.',
  hit_of: (at, count) => `${number(at)} من ${number(count)}`,
  hit_of_more: (at, count) => `${number(at)} من ${number(count)}+`,
  hit_older: 'النتيجة الأقدم',
  hit_newer: 'النتيجة الأحدث',
  search_end: 'إنهاء البحث',
  job_open: 'كل شيء عن هذا العمل',
  job_status: 'الحالة',
  job_price: 'السعر',
  job_place: 'المكان',
  job_when: 'الموعد',
  job_people: 'الأشخاص',
  role: { worker: 'العامل', client: 'صاحب العمل' },
  you: (person) => `${name(person)} (أنت)`,
  range: (from, to) => `من ${name(from)} إلى ${name(to)}`,
  to_newest: 'إلى أحدث الرسائل',
  go_back: 'العودة إلى حيث كنت',
  load_newer: 'عرض الرسائل اللاحقة',
  loading_newer: 'جارٍ تحميل الرسائل اللاحقة…',
  not_found: 'هذه الرسالة غير متاحة',
  not_now: 'لا يمكن تحميل هذه الرسالة الآن',
})
