// The app's own words in Spanish.

import { type AppStrings, ENGLISH } from './en.ts'

export const SPANISH: AppStrings = {
  name: 'Jobline',
  signing_in: 'Iniciando sesión…',
  pick_title: '¿Quién eres hoy?',
  pick_text: 'Esto es la demo. Elige una persona; abre otra pestaña para ser otra y escríbanse.',
  roles: { worker: 'Trabajadores', client: 'Clientes' },
  other_people: 'Personas',
  not_demo_title: 'Inicia sesión desde tu plataforma',
  not_demo_text:
    'Este servidor no está en modo demo, así que aquí no se puede elegir a nadie. Abre el chat desde la plataforma que lo usa.',
  unreachable_title: 'No se puede conectar con el servidor',
  unreachable_text: 'Comprueba que esté en marcha e inténtalo de nuevo.',
  unknown_title: 'En la demo no hay nadie con ese nombre',
  unknown_text: 'Elige a alguien de la lista.',
  pairing_title: 'Este es otro equipo',
  pairing_text: 'La demo no usa contraseña, así que desde aquí pide el código que su servidor mostró al arrancar.',
  pairing_refused: 'Ese no es el código. Se muestra al arrancar el servidor, y cada vez es uno nuevo.',
  pairing_label: 'Código',
  pairing_enter: 'Entrar',
  try_again: 'Reintentar',
  show_people: 'Mostrar las personas',
  switch_person: (name) => `Sesión de ${name}. Cambiar de persona`,
  lost_title: 'Aquí no hay nada',
  lost_text: 'Puede que la dirección esté mal escrita.',
  home: 'Ir a tus mensajes',
  title: ENGLISH.title,
}
