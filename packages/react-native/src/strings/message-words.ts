// The words of one message and of what can be done with it, in every language; the tables hold them as their `message`.

import type { MessageAct } from '../components/message-actions/message-acts.ts'
import type { Wording } from './wording.ts'

export interface MessageWords {
  readonly more: string
  readonly react: string
  readonly menu_label: (line: string) => string
  readonly act: Readonly<Record<MessageAct, string>>
  readonly copied: string
  readonly copy_failed: string
  readonly deleted_now: string
  readonly undo: string
  readonly undo_late: string
  readonly undone: string
  readonly editing: string
  readonly cancel_edit: string
  readonly save: string
  readonly replying_to: (person: string) => string
  readonly cancel_reply: string
  readonly you: string
  /** The message that an answer quotes is not there. */
  readonly quote_missing: string
  readonly quote_label: (person: string, line: string) => string
  /** For a screen reader's list of acts, where the message is known. */
  readonly to_quoted: string
  readonly answers: (person: string, line: string) => string
  readonly edit_refused: string
  readonly delete_refused: string
  readonly reaction_refused: string
  readonly drop_change: string
  readonly info_title: string
  readonly info_written: string
  readonly info_sent: string
  readonly info_edited: string
  readonly info_status: string
}

type Named = Pick<Wording<never>, 'name'>

export const ENGLISH_MESSAGE = ({ name }: Named): MessageWords => ({
  more: 'More for this message',
  react: 'React',
  menu_label: (line) => `Message: ${name(line)}`,
  act: {
    reply: 'Reply',
    copy: 'Copy text',
    edit: 'Edit',
    delete: 'Delete',
    undo_delete: 'Undo the deletion',
    report: 'Report',
    retry: 'Try again',
    discard: 'Delete',
    info: 'Info',
  },
  copied: 'Copied',
  copy_failed: 'Could not copy. Select the text and copy it by hand.',
  deleted_now: 'Message deleted',
  undo: 'Undo',
  undo_late: 'Too late: it is deleted for both of you already.',
  undone: 'The message is back',
  editing: 'Editing',
  cancel_edit: 'Stop editing',
  save: 'Save',
  replying_to: (person) => `Replying to ${name(person)}`,
  cancel_reply: 'Do not reply to it',
  you: 'You',
  quote_missing: 'This message is not available',
  quote_label: (person, line) => `Go to the message of ${name(person)}: ${name(line)}`,
  to_quoted: 'Go to what it answers',
  answers: (person, line) => `in reply to ${name(person)}: ${name(line)}`,
  edit_refused: 'Your change was not saved.',
  delete_refused: 'The message was not deleted.',
  reaction_refused: 'Your reaction was not added.',
  drop_change: 'Discard',
  info_title: 'Message info',
  info_written: 'Written',
  info_sent: 'Sent',
  info_edited: 'Edited',
  info_status: 'Status',
})

export const SPANISH_MESSAGE = ({ name }: Named): MessageWords => ({
  more: 'Más opciones de este mensaje',
  react: 'Reaccionar',
  menu_label: (line) => `Mensaje: ${name(line)}`,
  act: {
    reply: 'Responder',
    copy: 'Copiar texto',
    edit: 'Editar',
    delete: 'Eliminar',
    undo_delete: 'Deshacer la eliminación',
    report: 'Denunciar',
    retry: 'Reintentar',
    discard: 'Eliminar',
    info: 'Información',
  },
  copied: 'Copiado',
  copy_failed: 'No se pudo copiar. Selecciona el texto y cópialo a mano.',
  deleted_now: 'Mensaje eliminado',
  undo: 'Deshacer',
  undo_late: 'Demasiado tarde: ya se eliminó para los dos.',
  undone: 'El mensaje ha vuelto',
  editing: 'Editando',
  cancel_edit: 'Dejar de editar',
  save: 'Guardar',
  replying_to: (person) => `Respondiendo a ${name(person)}`,
  cancel_reply: 'No responder a este mensaje',
  you: 'Tú',
  quote_missing: 'Este mensaje no está disponible',
  quote_label: (person, line) => `Ir al mensaje de ${name(person)}: ${name(line)}`,
  to_quoted: 'Ir a lo que responde',
  answers: (person, line) => `en respuesta a ${name(person)}: ${name(line)}`,
  edit_refused: 'Tu cambio no se guardó.',
  delete_refused: 'El mensaje no se eliminó.',
  reaction_refused: 'Tu reacción no se añadió.',
  drop_change: 'Descartar',
  info_title: 'Información del mensaje',
  info_written: 'Escrito',
  info_sent: 'Enviado',
  info_edited: 'Editado',
  info_status: 'Estado',
})

export const FILIPINO_MESSAGE = ({ name }: Named): MessageWords => ({
  more: 'Iba pa para sa mensaheng ito',
  react: 'Mag-react',
  menu_label: (line) => `Mensahe: ${name(line)}`,
  act: {
    reply: 'Sumagot',
    copy: 'Kopyahin ang teksto',
    edit: 'I-edit',
    delete: 'Burahin',
    undo_delete: 'Ibalik ang binura',
    report: 'I-report',
    retry: 'Subukan ulit',
    discard: 'Burahin',
    info: 'Detalye',
  },
  copied: 'Nakopya na',
  copy_failed: 'Hindi makopya. Piliin ang teksto at kopyahin mo mismo.',
  deleted_now: 'Nabura ang mensahe',
  undo: 'Ibalik',
  undo_late: 'Huli na: nabura na ito para sa inyong dalawa.',
  undone: 'Naibalik ang mensahe',
  editing: 'Ine-edit',
  cancel_edit: 'Itigil ang pag-edit',
  save: 'I-save',
  replying_to: (person) => `Sinasagot si ${name(person)}`,
  cancel_reply: 'Huwag itong sagutin',
  you: 'Ikaw',
  quote_missing: 'Hindi makita ang mensaheng ito',
  quote_label: (person, line) => `Pumunta sa mensahe ni ${name(person)}: ${name(line)}`,
  to_quoted: 'Pumunta sa sinasagot nito',
  answers: (person, line) => `sagot kay ${name(person)}: ${name(line)}`,
  edit_refused: 'Hindi na-save ang binago mo.',
  delete_refused: 'Hindi nabura ang mensahe.',
  reaction_refused: 'Hindi naidagdag ang reaksiyon mo.',
  drop_change: 'Huwag na lang',
  info_title: 'Detalye ng mensahe',
  info_written: 'Isinulat',
  info_sent: 'Ipinadala',
  info_edited: 'In-edit',
  info_status: 'Kalagayan',
})

export const ARABIC_MESSAGE = ({ name }: Named): MessageWords => ({
  more: 'المزيد لهذه الرسالة',
  react: 'تفاعل',
  menu_label: (line) => `رسالة: ${name(line)}`,
  act: {
    reply: 'رد',
    copy: 'نسخ النص',
    edit: 'تعديل',
    delete: 'حذف',
    undo_delete: 'التراجع عن الحذف',
    report: 'إبلاغ',
    retry: 'حاول مجددًا',
    discard: 'حذف',
    info: 'معلومات',
  },
  copied: 'تم النسخ',
  copy_failed: 'تعذّر النسخ. حدد النص وانسخه بنفسك.',
  deleted_now: 'تم حذف الرسالة',
  undo: 'تراجع',
  undo_late: 'فات الأوان: لقد حُذفت لكليكما.',
  undone: 'عادت الرسالة',
  editing: 'جارٍ التعديل',
  cancel_edit: 'إيقاف التعديل',
  save: 'حفظ',
  replying_to: (person) => `الرد على ${name(person)}`,
  cancel_reply: 'إلغاء الرد عليها',
  you: 'أنت',
  quote_missing: 'هذه الرسالة غير متاحة',
  quote_label: (person, line) => `انتقل إلى رسالة ${name(person)}: ${name(line)}`,
  to_quoted: 'انتقل إلى ما تردّ عليه',
  answers: (person, line) => `ردًا على ${name(person)}: ${name(line)}`,
  edit_refused: 'لم يُحفظ تعديلك.',
  delete_refused: 'لم تُحذف الرسالة.',
  reaction_refused: 'لم يُضف تفاعلك.',
  drop_change: 'تجاهل',
  info_title: 'معلومات الرسالة',
  info_written: 'كُتبت',
  info_sent: 'أُرسلت',
  info_edited: 'عُدّلت',
  info_status: 'الحالة',
})
